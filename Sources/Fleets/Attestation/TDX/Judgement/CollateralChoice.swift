/// Which pieces of collateral count for one platform at one time: of those about the same thing the one that was issued last, and not
/// after that time. By their places in the collateral.
struct CollateralChoice: Hashable, Sendable {
  let tcbInfo: Int
  let qeIdentity: Int
  let rootList: Int
  let pckList: Int

  /// - Throws: *collateral-missing*, by a check for each piece.
  init(_ collateral: TDXCollateral, for pck: VerifiedPCK, now: Int64) throws(EvidenceError) {
    self.tcbInfo = try Self.tcbInfo(collateral, pck.platform, now)
    guard let identity = Self.newest(collateral.qeIdentities, now, issued: \.issued, where: { _ in true }) else {
      throw EvidenceError(.collateralMissing, "tdx.qe-identity-missing", "there is no QE Identity")
    }
    self.qeIdentity = identity
    self.rootList = try Self.list(collateral, of: pck.root, now, check: "tdx.root-crl-missing")
    self.pckList = try Self.list(collateral, of: pck.ca, now, check: "tdx.pck-crl-missing")
  }

  private static func tcbInfo(
    _ collateral: TDXCollateral, _ platform: PCKExtension, _ now: Int64
  ) throws(EvidenceError) -> Int {
    let infos = collateral.tcbInfos
    guard !infos.isEmpty else {
      throw EvidenceError(.collateralMissing, "tdx.tcb-info-missing", "there is no TCB Info")
    }
    let fmspc = Hexadecimal.text(platform.fmspc)
    guard infos.contains(where: { $0.fmspc == platform.fmspc }) else {
      throw EvidenceError(.collateralMissing, "tdx.fmspc", "there is no TCB Info for the FMSPC \(fmspc)")
    }
    guard
      let newest = self.newest(
        infos, now, issued: \.issued, where: { $0.fmspc == platform.fmspc && $0.pceID == platform.pceID })
    else {
      throw EvidenceError(
        .collateralMissing, "tdx.pce-id",
        "there is no TCB Info for the PCE \(Hexadecimal.text(platform.pceID)) of the FMSPC \(fmspc)")
    }
    return newest
  }

  private static func list(
    _ collateral: TDXCollateral, of issuer: X509Certificate, _ now: Int64, check: String
  ) throws(EvidenceError) -> Int {
    guard
      let newest = self.newest(
        collateral.revocationLists, now, issued: \.thisUpdate, where: { $0.issuer == issuer.subject })
    else {
      throw EvidenceError(.collateralMissing, check, "there is no revocation list of \(issuer.name)")
    }
    return newest
  }

  /// Where all of them are from later, the newest of those, so that it is said what is wrong with it.
  private static func newest<Piece>(
    _ pieces: [Piece], _ now: Int64, issued: (Piece) -> Int64, where suits: (Piece) -> Bool
  ) -> Int? {
    let suited = pieces.indices.filter { suits(pieces[$0]) }
    let past = suited.filter { issued(pieces[$0]) <= now }
    return (past.isEmpty ? suited : past).max { issued(pieces[$0]) < issued(pieces[$1]) }
  }
}
