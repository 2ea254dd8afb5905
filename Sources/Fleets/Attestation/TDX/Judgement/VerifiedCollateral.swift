/// The pieces of collateral that concern one kind of platform below one CA, once all their signatures were found to hold; times are
/// judged at each use.
struct VerifiedCollateral: Sendable {
  let tcbInfo: TCBInfo
  let qeIdentity: QEIdentity
  private let tcbSigner: VerifiedLeaf
  private let qeSigner: VerifiedLeaf
  private let rootList: RevocationList
  private let pckList: RevocationList

  /// - Throws: *collateral-missing*, by a check for each piece; *bad-chain*, *untrusted-root*, *bad-signature*.
  init(_ collateral: TDXCollateral, for pck: VerifiedPCK) throws(EvidenceError) {
    self.tcbInfo = try Self.tcbInfo(collateral, pck.platform)
    guard let identity = collateral.qeIdentities.max(by: { $0.issued < $1.issued }) else {
      throw EvidenceError(.collateralMissing, "tdx.qe-identity-missing", "there is no QE Identity")
    }
    self.qeIdentity = identity
    self.rootList = try Self.list(collateral, of: pck.root, check: "tdx.root-crl-missing")
    self.pckList = try Self.list(collateral, of: pck.ca, check: "tdx.pck-crl-missing")
    self.tcbSigner = try Self.signer(
      of: self.tcbInfo.signed, collateral, pck.root, check: "tdx.tcb-info-signature", what: "the TCB Info")
    self.qeSigner = try Self.signer(
      of: identity.signed, collateral, pck.root, check: "tdx.qe-identity-signature", what: "the QE Identity")
  }

  private static func tcbInfo(_ collateral: TDXCollateral, _ platform: PCKExtension) throws(EvidenceError) -> TCBInfo {
    guard !collateral.tcbInfos.isEmpty else {
      throw EvidenceError(.collateralMissing, "tdx.tcb-info-missing", "there is no TCB Info")
    }
    let fmspc = collateral.tcbInfos.filter { $0.fmspc == platform.fmspc }
    guard !fmspc.isEmpty else {
      throw EvidenceError(
        .collateralMissing, "tdx.fmspc", "there is no TCB Info for the FMSPC \(Hexadecimal.text(platform.fmspc))")
    }
    let suited = fmspc.filter { $0.pceID == platform.pceID }
    guard let newest = suited.max(by: { $0.issued < $1.issued }) else {
      throw EvidenceError(
        .collateralMissing, "tdx.pce-id",
        "there is no TCB Info for the PCE \(Hexadecimal.text(platform.pceID)) of the FMSPC \(Hexadecimal.text(platform.fmspc))"
      )
    }
    return newest
  }

  /// The newest list that names this issuer.
  private static func list(
    _ collateral: TDXCollateral, of issuer: X509Certificate, check: String
  ) throws(EvidenceError) -> RevocationList {
    let lists = collateral.revocationLists.filter { $0.issuer == issuer.subject }
    guard let newest = lists.max(by: { $0.thisUpdate < $1.thisUpdate }) else {
      throw EvidenceError(.collateralMissing, check, "there is no revocation list of \(issuer.name)")
    }
    try newest.check(issuedBy: issuer)
    return newest
  }

  /// Finds the certificate whose key signed a text: directly below the same root that the quote leads to, so that no key which Intel
  /// gave to a platform can judge platforms.
  private static func signer(
    of text: SignedText, _ collateral: TDXCollateral, _ root: X509Certificate, check: String, what: String
  ) throws(EvidenceError) -> VerifiedLeaf {
    guard !collateral.signingChains.isEmpty else {
      throw EvidenceError(
        .collateralMissing, "tdx.signing-missing", "the certificates that sign collateral are missing")
    }
    guard let chain = collateral.signingChains.first(where: { text.isSigned(by: $0[0].key) }) else {
      throw EvidenceError(.badSignature, check, "the signature of \(what) does not hold")
    }
    guard chain[1].keyDigest == root.keyDigest else {
      throw EvidenceError(
        .untrustedRoot, "tdx.signing-root", "\(what) leads to \(chain[1].name), another root than the quote's")
    }
    guard chain[0].extensions.others[PCKExtension.identifier] == nil else {
      throw EvidenceError(.badChain, "tdx.signing-kind", "\(what) is signed by a platform's key")
    }
    return try VerifiedLeaf(chain[0], below: try VerifiedPath(root: root, then: []))
  }

  /// Checks that everything is in force at `now`, Unix seconds, and that no certificate was revoked.
  ///
  /// - Throws: *collateral-expired*, *expired*, *revoked*.
  func hold(for pck: VerifiedPCK, at now: Int64) throws(EvidenceError) {
    guard now >= self.tcbInfo.issued, now <= self.tcbInfo.nextUpdate else {
      throw EvidenceError(
        .collateralExpired, "tdx.tcb-info-validity", "the TCB Info is not in force at the time of the check")
    }
    guard now >= self.qeIdentity.issued, now <= self.qeIdentity.nextUpdate else {
      throw EvidenceError(
        .collateralExpired, "tdx.qe-identity-validity", "the QE Identity is not in force at the time of the check")
    }
    try self.rootList.checkInForce(now: now)
    try self.pckList.checkInForce(now: now)
    try self.tcbSigner.hold(at: now)
    try self.qeSigner.hold(at: now)
    try self.refuseRevoked(pck)
  }

  private func refuseRevoked(_ pck: VerifiedPCK) throws(EvidenceError) {
    let leaf = pck.leaf.certificate
    guard !self.pckList.revokes(leaf) else {
      throw EvidenceError(.revoked, "tdx.pck-revoked", "\(leaf.name) of the platform was revoked")
    }
    guard !self.rootList.revokes(pck.ca) else {
      throw EvidenceError(.revoked, "tdx.pck-ca-revoked", "\(pck.ca.name) was revoked")
    }
    for signer in [self.tcbSigner, self.qeSigner] where self.rootList.revokes(signer.certificate) {
      throw EvidenceError(.revoked, "tdx.signing-revoked", "\(signer.certificate.name) was revoked")
    }
  }

  /// Unix seconds until which all of it holds.
  var notAfter: Int64 {
    [
      self.tcbInfo.nextUpdate, self.qeIdentity.nextUpdate, self.rootList.nextUpdate, self.pckList.nextUpdate,
      self.tcbSigner.notAfter, self.qeSigner.notAfter,
    ].reduce(.max, min)
  }
}
