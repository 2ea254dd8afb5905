import Attestation

extension FetchPlan {
  /// All of a store that is not for ever: revocation lists, TCB Infos, the QE Identity.
  ///
  /// - Parameter simulated: digests of made-up roots whose collateral is renewed too.
  package mutating func addRenewal(of contents: CollateralContents, simulated: Set<[UInt8]> = []) {
    for piece in contents.pieces where piece.root.simulatedDigests.isSubset(of: simulated) {
      switch piece.subject {
      case .tcbInfo(let fmspc, _): self.add(fmspc: fmspc, Self.authorities(in: contents, piece.root))
      case .root, .authority, .revocationList:
        if let line = Self.line(of: piece) { self.add(line, Self.signingKey(of: piece)) }
      case .vcek, .vlek, .tcbSigner, .qeIdentity: continue
      }
    }
  }

  /// Intel's CAs whose lists are kept; both where none is.
  private static func authorities(in contents: CollateralContents, _ root: CollateralRoot) -> [PCKAuthority] {
    let found = contents.pieces.compactMap { piece -> PCKAuthority? in
      guard piece.root == root, case .revocationList(let issuer) = piece.subject, issuer.contains("PCK") else {
        return nil
      }
      return PCKAuthority(commonName: issuer)
    }
    return found.isEmpty ? PCKAuthority.allCases : PCKAuthority.allCases.filter { found.contains($0) }
  }

  private static func line(of piece: EndorsedPiece) -> SNPProductLine? {
    switch (piece.root, piece.subject) {
    case (.amd(let line), _): line
    case (.simulated, .authority(let name)), (.simulated, .revocationList(let name)):
      SNPProductLine.allCases.first { name.hasSuffix("-\($0.rawValue)") }
    default: nil
    }
  }

  private static func signingKey(of piece: EndorsedPiece) -> SNPSigningKey {
    if case .authority(let name) = piece.subject, name.contains("VLEK") { .vlek } else { .vcek }
  }
}
