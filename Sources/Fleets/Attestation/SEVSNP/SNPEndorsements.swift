/// The certificates and revocation lists that the verification of reports needs, in any order, for as many chips as one likes.
public struct SNPEndorsements: Sendable {
  /// The most certificates and lists that are taken.
  public static let maximumCount = 64

  /// Those that name themselves as their issuer, AMD's other authorities, and endorsement keys.
  let arks: [X509Certificate]
  let asks: [X509Certificate]
  let veks: [EndorsementKey]
  let revocationLists: [RevocationList]

  /// - Throws: ``EvidenceError`` *malformed*, `snp.endorsements`, for more than 64 certificates or lists.
  public init(
    certificates: [X509Certificate], revocationLists: [RevocationList] = []
  ) throws(EvidenceError) {
    guard max(certificates.count, revocationLists.count) <= Self.maximumCount else {
      throw .malformed("snp.endorsements", "more than \(Self.maximumCount) certificates or revocation lists")
    }
    var seen: Set<[UInt8]> = []
    let certificates = certificates.filter { seen.insert($0.digest).inserted }
    let veks = certificates.filter { VEKExtensions.areIn($0.extensions) }
    let cas = certificates.filter { !VEKExtensions.areIn($0.extensions) }
    self.veks = veks.map(EndorsementKey.init)
    self.arks = cas.filter { $0.issuer == $0.subject }
    self.asks = cas.filter { $0.issuer != $0.subject }
    self.revocationLists = revocationLists
  }

  /// The three certificates for this report. Where nothing suits, others of the same kind are taken, so that the verification
  /// says what is wrong with them.
  ///
  /// - Throws: *collateral-missing*: `snp.vek-missing`, `snp.ask-missing`, `snp.ark-missing`.
  func chain(
    for report: SNPReport, isTrusted: @escaping (X509Certificate) -> Bool
  ) throws(EvidenceError) -> (ark: X509Certificate, ask: X509Certificate, vek: EndorsementKey) {
    let kind = report.keyInfo.signingKey
    guard let vek = self.veks.best([{ $0.isOf(report) }, { $0.kind == kind }], { $0.signed(report) }) else {
      throw EvidenceError(
        .collateralMissing, "snp.vek-missing",
        "the certificate of the \(kind.rawValue) that signed the report is missing: give it as an endorsement")
    }
    guard
      let ask = self.asks.best(
        [{ $0.subject == vek.certificate.issuer }], { vek.certificate.isSigned(by: $0.key) })
    else {
      throw EvidenceError(
        .collateralMissing, "snp.ask-missing",
        "the certificate of the ASK, which issued the \(kind.rawValue)'s, is missing")
    }
    guard
      let ark = self.arks.best(
        [{ $0.subject == ask.issuer && isTrusted($0) }, { $0.subject == ask.issuer }], { ask.isSigned(by: $0.key) })
    else {
      throw EvidenceError(.collateralMissing, "snp.ark-missing", "the certificate of the ARK, AMD's root, is missing")
    }
    return (ark, ask, vek)
  }

  /// An endorsement key's certificate and what AMD's extensions in it say, or why they cannot be read.
  struct EndorsementKey: Sendable {
    let certificate: X509Certificate
    let extensions: Result<VEKExtensions, EvidenceError>

    init(_ certificate: X509Certificate) {
      self.certificate = certificate
      do throws(EvidenceError) {
        self.extensions = .success(try VEKExtensions(certificate.extensions))
      } catch {
        self.extensions = .failure(error)
      }
    }

    var kind: SNPSigningKey? { (try? self.extensions.get())?.kind }

    func signed(_ report: SNPReport) -> Bool {
      guard case .p384(let key) = self.certificate.key else { return false }
      return report.isSigned(by: key)
    }

    /// Whether it is the key of this report's chip or provider at this report's TCB.
    func isOf(_ report: SNPReport) -> Bool {
      guard let found = try? self.extensions.get(), found.kind == report.keyInfo.signingKey else { return false }
      return found.tcb == report.reportedTCB && found.hardwareID.map { report.chipID.starts(with: $0) } ?? true
    }
  }
}

extension Array {
  /// One that meets the first of these wishes that any meets, or else the first at all. Where several meet it, what they are called
  /// does not tell them apart: then the one whose key signed.
  fileprivate func best(_ wishes: [(Element) -> Bool], _ signed: (Element) -> Bool) -> Element? {
    for wish in wishes {
      let found = self.filter(wish)
      guard let first = found.first else { continue }
      return found.count == 1 ? first : found.first(where: signed) ?? first
    }
    return self.first
  }
}
