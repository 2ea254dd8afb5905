import TLSKeys

/// The pieces of collateral that concern one kind of platform below one CA, once all their signatures were found to hold; times are
/// judged at each use.
struct VerifiedCollateral: Sendable {
  let tcbInfo: TCBInfo
  let qeIdentity: QEIdentity
  /// Certificates of the one key that signed each: Intel renews them and keeps the key.
  private let tcbSigners: [VerifiedLeaf]
  private let qeSigners: [VerifiedLeaf]
  private let rootList: RevocationList
  private let pckList: RevocationList

  /// - Throws: *bad-chain*, *untrusted-root*, *bad-signature*; *collateral-missing* for the certificates that sign.
  init(_ collateral: TDXCollateral, _ choice: CollateralChoice, for pck: VerifiedPCK) throws(EvidenceError) {
    self.tcbInfo = collateral.tcbInfos[choice.tcbInfo]
    self.qeIdentity = collateral.qeIdentities[choice.qeIdentity]
    self.rootList = collateral.revocationLists[choice.rootList]
    try self.rootList.check(issuedBy: pck.root)
    self.pckList = collateral.revocationLists[choice.pckList]
    try self.pckList.check(issuedBy: pck.ca)
    self.tcbSigners = try Self.signers(
      of: self.tcbInfo.signed, collateral, pck.root, check: "tdx.tcb-info-signature", what: "the TCB Info")
    self.qeSigners = try Self.signers(
      of: self.qeIdentity.signed, collateral, pck.root, check: "tdx.qe-identity-signature", what: "the QE Identity")
  }

  /// Finds the certificates whose key signed a text: directly below the same root that the quote leads to, so that no key which Intel
  /// gave to a platform can judge platforms. At least one.
  private static func signers(
    of text: SignedText, _ collateral: TDXCollateral, _ root: X509Certificate, check: String, what: String
  ) throws(EvidenceError) -> [VerifiedLeaf] {
    let candidates = collateral.certificates.filter { text.isSigned(by: $0.key) }
    guard !candidates.isEmpty else {
      throw collateral.certificates.contains(where: \.maySignCollateral)
        ? EvidenceError(.badSignature, check, "the signature of \(what) does not hold")
        : EvidenceError(
          .collateralMissing, "tdx.signing-missing", "the certificates that sign collateral are missing")
    }
    var signers: [VerifiedLeaf] = []
    var refusal: EvidenceError?
    for candidate in candidates {
      do throws(EvidenceError) {
        signers.append(try self.signer(candidate, collateral, below: root, what: what))
      } catch {
        refusal = error
      }
    }
    if signers.isEmpty, let refusal { throw refusal }
    return signers
  }

  private static func signer(
    _ candidate: X509Certificate, _ collateral: TDXCollateral, below root: X509Certificate, what: String
  ) throws(EvidenceError) -> VerifiedLeaf {
    let other = collateral.certificates.first {
      $0.keyDigest != root.keyDigest && $0.subject == $0.issuer && $0.subject == candidate.issuer
        && candidate.isSigned(by: $0.key)
    }
    if let other {
      throw EvidenceError(
        .untrustedRoot, "tdx.signing-root", "\(what) leads to \(other.name), another root than the quote's")
    }
    guard !candidate.isOfPlatform else {
      throw EvidenceError(.badChain, "tdx.signing-kind", "\(what) is signed by a platform's key")
    }
    return try VerifiedLeaf(candidate, below: try VerifiedPath(root: root, then: []))
  }

  /// Checks that everything is in force at `now`, Unix seconds, and that no certificate was revoked.
  ///
  /// - Throws: *collateral-expired*, *expired*, *revoked*.
  func hold(for pck: VerifiedPCK, at now: Int64) throws(EvidenceError) {
    guard now >= self.tcbInfo.issued, now <= self.tcbInfo.nextUpdate else {
      throw EvidenceError(
        .collateralExpired, "tdx.tcb-info-validity",
        "the TCB Info for the FMSPC \(Hexadecimal.text(self.tcbInfo.fmspc)) is in force from \(TimeText.utc(self.tcbInfo.issued)) to \(TimeText.utc(self.tcbInfo.nextUpdate)), not at \(TimeText.utc(now))"
      )
    }
    guard now >= self.qeIdentity.issued, now <= self.qeIdentity.nextUpdate else {
      throw EvidenceError(
        .collateralExpired, "tdx.qe-identity-validity",
        "the QE Identity is in force from \(TimeText.utc(self.qeIdentity.issued)) to \(TimeText.utc(self.qeIdentity.nextUpdate)), not at \(TimeText.utc(now))"
      )
    }
    try self.rootList.checkInForce(now: now)
    try self.pckList.checkInForce(now: now)
    let signers = try Self.holding(self.tcbSigners, at: now) + Self.holding(self.qeSigners, at: now)
    try self.refuseRevoked(pck, signers)
  }

  /// Those that hold; why not, where none does.
  private static func holding(_ signers: [VerifiedLeaf], at now: Int64) throws(EvidenceError) -> [VerifiedLeaf] {
    let holding = signers.filter { (try? $0.hold(at: now)) != nil }
    if holding.isEmpty { for signer in signers { try signer.hold(at: now) } }
    return holding
  }

  private func refuseRevoked(_ pck: VerifiedPCK, _ signers: [VerifiedLeaf]) throws(EvidenceError) {
    let leaf = pck.leaf.certificate
    guard !self.pckList.revokes(leaf) else {
      throw EvidenceError(.revoked, "tdx.pck-revoked", "\(leaf.name) of the platform was revoked")
    }
    guard !self.rootList.revokes(pck.ca) else {
      throw EvidenceError(.revoked, "tdx.pck-ca-revoked", "\(pck.ca.name) was revoked")
    }
    for signer in signers where self.rootList.revokes(signer.certificate) {
      throw EvidenceError(.revoked, "tdx.signing-revoked", "\(signer.certificate.name) was revoked")
    }
  }

  /// Unix seconds until which all of it holds that was found to hold at `now`.
  func notAfter(at now: Int64) -> Int64 {
    let signers = [self.tcbSigners, self.qeSigners].compactMap { all in
      all.filter { (try? $0.hold(at: now)) != nil }.map(\.notAfter).max()
    }
    return
      ([
        self.tcbInfo.nextUpdate, self.qeIdentity.nextUpdate, self.rootList.nextUpdate, self.pckList.nextUpdate,
      ] + signers).reduce(.max, min)
  }
}

extension X509Certificate {
  /// Whether Intel gave it to a platform, for signing quotes.
  fileprivate var isOfPlatform: Bool { self.extensions.others[PCKExtension.identifier] != nil }

  fileprivate var maySignCollateral: Bool { !self.isOfPlatform && self.extensions.basicConstraints?.isCA != true }
}
