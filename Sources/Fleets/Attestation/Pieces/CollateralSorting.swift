import TLSKeys

/// Collateral sorted by the roots it leads to, and what leads to none.
///
/// Everything but times is judged: the same rules as when evidence is verified, so that what a store keeps is of use.
package struct CollateralSorting: Sendable {
  /// Without repetitions; of one subject there may be several.
  package private(set) var pieces: [EndorsedPiece] = []
  package private(set) var refusals: [Refusal] = []
  private var anchors: [Anchor] = []
  private var authorities: [Authority] = []
  private var signers: [Signer] = []

  /// A piece that is not to be kept.
  package struct Refusal: Sendable {
    /// In the form in which a store would keep it.
    package let octets: [UInt8]
    package let error: EvidenceError
  }

  private struct Anchor {
    let root: CollateralRoot
    let certificate: X509Certificate
    let path: VerifiedPath
  }

  private struct Authority {
    let root: CollateralRoot
    let certificate: X509Certificate
    let path: VerifiedPath
  }

  private struct Signer {
    let root: CollateralRoot
    let certificate: X509Certificate
  }

  /// - Parameters:
  ///   - known: what was believed before: its certificates help to verify, and nothing of it is among the results.
  ///   - roots: the vendors', and made-up ones that are trusted on purpose.
  package init(_ new: CollateralBag, beside known: CollateralBag = CollateralBag(), roots: TrustedRoots) {
    let bag = new.merged(with: known)
    let wanted = new.octets
    self.sort(bag, roots)
    self.pieces = self.pieces.uniqued().filter { wanted.contains($0.octets) }
    self.refusals.removeAll { !wanted.contains($0.octets) }
  }

  private mutating func sort(_ bag: CollateralBag, _ roots: TrustedRoots) {
    let certificates = bag.certificates.uniqued()
    for one in certificates where one.subject == one.issuer {
      self.take(one.der) { (sorting) throws(EvidenceError) in try sorting.sort(root: one, roots) }
    }
    let others = certificates.filter { $0.subject != $0.issuer }
    for one in others where one.isAuthority {
      self.take(one.der) { (sorting) throws(EvidenceError) in try sorting.sort(authority: one) }
    }
    for one in others where !one.isAuthority {
      self.take(one.der) { (sorting) throws(EvidenceError) in try sorting.sort(leaf: one) }
    }
    for list in bag.revocationLists {
      self.take(list.der) { (sorting) throws(EvidenceError) in try sorting.sort(list) }
    }
    for info in bag.tcbInfos {
      self.take(info.signed.answer(member: "tcbInfo")) { (sorting) throws(EvidenceError) in try sorting.sort(info) }
    }
    for identity in bag.qeIdentities {
      self.take(identity.signed.answer(member: "enclaveIdentity")) { (sorting) throws(EvidenceError) in
        try sorting.sort(identity)
      }
    }
  }

  private mutating func take(_ octets: [UInt8], _ sort: (inout Self) throws(EvidenceError) -> Void) {
    do throws(EvidenceError) {
      try sort(&self)
    } catch {
      self.refusals.append(Refusal(octets: octets, error: error))
    }
  }

  private mutating func sort(root certificate: X509Certificate, _ roots: TrustedRoots) throws(EvidenceError) {
    guard let root = CollateralRoot(certificate, in: roots) else {
      throw EvidenceError(
        .untrustedRoot, "collateral.root",
        "\(certificate.name) with the key \(Hexadecimal.text(certificate.keyDigest.octets)) is no root of AMD's or Intel's"
      )
    }
    let path = try VerifiedPath(root: certificate, rootIsPinnedByKey: true, then: [])
    self.anchors.append(Anchor(root: root, certificate: certificate, path: path))
    self.pieces.append(EndorsedPiece(root, .root, certificate))
  }

  private mutating func sort(authority: X509Certificate) throws(EvidenceError) {
    let (anchor, path) = try Self.first(of: self.anchors.filter { $0.certificate.subject == authority.issuer }) {
      anchor throws(EvidenceError) in
      (anchor, try VerifiedPath(root: anchor.certificate, rootIsPinnedByKey: true, then: [authority]))
    } orIssuerMissing: {
      authority.name
    }
    self.authorities.append(Authority(root: anchor.root, certificate: authority, path: path))
    self.pieces.append(EndorsedPiece(anchor.root, .authority(authority.plainName), authority))
  }

  private mutating func sort(leaf: X509Certificate) throws(EvidenceError) {
    guard leaf.extensions.others[PCKExtension.identifier] == nil else {
      throw EvidenceError(
        .badChain, "collateral.pck", "\(leaf.name) is a platform's own certificate: it comes with each of its quotes")
    }
    if VEKExtensions.areIn(leaf.extensions) { try self.sort(endorsementKey: leaf) } else { try self.sort(signer: leaf) }
  }

  private mutating func sort(endorsementKey leaf: X509Certificate) throws(EvidenceError) {
    let key = try VEKExtensions(leaf.extensions)
    let root = try Self.first(of: self.authorities.filter { $0.certificate.subject == leaf.issuer }) {
      authority throws(EvidenceError) in
      try authority.path.admit(leaf)
      return authority.root
    } orIssuerMissing: {
      leaf.name
    }
    if case .amd(let line) = root, line != key.line {
      throw EvidenceError(
        .badChain, "snp.product", "an endorsement key of \(key.product) does not belong under \(line.rawValue)'s root")
    }
    let subject: CollateralSubject =
      if let chip = key.hardwareID { .vcek(hardwareID: chip, tcb: key.tcb) } else {
        .vlek(provider: key.cspID ?? "", tcb: key.tcb, key: leaf.keyDigest.octets)
      }
    self.pieces.append(EndorsedPiece(root, subject, leaf))
  }

  private mutating func sort(signer leaf: X509Certificate) throws(EvidenceError) {
    let root = try Self.first(of: self.anchors.filter { $0.certificate.subject == leaf.issuer }) {
      anchor throws(EvidenceError) in
      try anchor.path.admit(leaf)
      return anchor.root
    } orIssuerMissing: {
      leaf.name
    }
    self.signers.append(Signer(root: root, certificate: leaf))
    self.pieces.append(EndorsedPiece(root, .tcbSigner(leaf.digest), leaf))
  }

  private mutating func sort(_ list: RevocationList) throws(EvidenceError) {
    let issuers =
      self.anchors.map { ($0.root, $0.certificate) } + self.authorities.map { ($0.root, $0.certificate) }
    let (root, issuer) = try Self.first(of: issuers.filter { $0.1.subject == list.issuer }) {
      issuer throws(EvidenceError) in
      try list.check(issuedBy: issuer.1)
      return issuer
    } orIssuerMissing: {
      "the revocation list of \(DistinguishedNameText.text(list.issuer))"
    }
    self.pieces.append(EndorsedPiece(root, .revocationList(issuer.plainName), list))
  }

  private mutating func sort(_ info: TCBInfo) throws(EvidenceError) {
    let root = try self.root(of: info.signed, check: "tdx.tcb-info-signature", what: "the TCB Info")
    self.pieces.append(EndorsedPiece(root, info))
  }

  private mutating func sort(_ identity: QEIdentity) throws(EvidenceError) {
    let root = try self.root(of: identity.signed, check: "tdx.qe-identity-signature", what: "the QE Identity")
    self.pieces.append(EndorsedPiece(root, identity))
  }

  private func root(of text: SignedText, check: String, what: String) throws(EvidenceError) -> CollateralRoot {
    guard !self.signers.isEmpty else {
      throw EvidenceError(
        .collateralMissing, "tdx.signing-missing",
        "the certificates that sign \(what) are missing, so that nobody can tell whose it is")
    }
    guard let signer = self.signers.first(where: { text.isSigned(by: $0.certificate.key) }) else {
      throw EvidenceError(.badSignature, check, "the signature of \(what) does not hold")
    }
    return signer.root
  }

  /// The first issuer that passes, else what is wrong with the last one.
  private static func first<Issuer, Found>(
    of issuers: [Issuer], _ judge: (Issuer) throws(EvidenceError) -> Found, orIssuerMissing what: () -> String
  ) throws(EvidenceError) -> Found {
    var failure = EvidenceError(
      .collateralMissing, "collateral.issuer-missing",
      "the certificate of who issued \(what()) is missing, or leads to no root that is trusted")
    for issuer in issuers {
      do throws(EvidenceError) {
        return try judge(issuer)
      } catch {
        failure = error
      }
    }
    throw failure
  }
}

extension X509Certificate {
  fileprivate var isAuthority: Bool { self.extensions.basicConstraints?.isCA == true }
  /// The common name alone.
  fileprivate var plainName: String { DistinguishedNameText.commonName(self.subject) ?? "unnamed" }
}

extension Array where Element: Hashable {
  fileprivate func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return self.filter { seen.insert($0).inserted }
  }
}
