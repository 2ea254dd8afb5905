package import Attestation

/// One thing that a vendor's service can be asked for.
package enum CollateralWant: Hashable, Sendable {
  case vcek(SNPProductLine, hardwareID: [UInt8], tcb: SNPTCBVersion)
  /// The CA of such keys, and the root.
  case amdAuthorities(SNPProductLine, SNPSigningKey)
  case amdRevocationList(SNPProductLine)
  case tcbInfo(fmspc: [UInt8])
  case qeIdentity
  case pckRevocationList(PCKAuthority)
  case intelRevocationList

  /// For people.
  package var what: String {
    switch self {
    case .vcek(_, let chip, let tcb):
      "VCEK certificate of \(CollateralSubject.vcek(hardwareID: chip, tcb: tcb).about)"
    case .amdAuthorities(let line, let key): "CA certificates of \(line.rawValue)'s \(key.rawValue)s"
    case .amdRevocationList(let line): "revocation list of \(line.rawValue)"
    case .tcbInfo(let fmspc): "TCB Info of FMSPC \(Hexadecimal.text(fmspc))"
    case .qeIdentity: "QE Identity"
    case .pckRevocationList(let authority): "revocation list of Intel's \(authority.rawValue) CA"
    case .intelRevocationList: "revocation list of Intel's root"
    }
  }

  /// Which server gives it: Intel's root list has one of its own.
  var service: VendorService {
    switch self {
    case .vcek, .amdAuthorities, .amdRevocationList: .amdKDS
    case .tcbInfo, .qeIdentity, .pckRevocationList: .intelPCS
    case .intelRevocationList: .intelCertificates
    }
  }

  /// As ``CollateralSubject/kind``.
  package var kind: String {
    switch self {
    case .vcek: "vcek"
    case .amdAuthorities: "ca"
    case .amdRevocationList, .pckRevocationList, .intelRevocationList: "crl"
    case .tcbInfo: "tcb-info"
    case .qeIdentity: "qe-identity"
    }
  }

  /// Whether a piece is what was asked for, and not something else that leads to the same root. Whether that root is trusted is
  /// for whoever chose the pieces.
  func isMet(by piece: EndorsedPiece) -> Bool {
    switch (self, piece.subject) {
    case (.vcek(let line, let chip, let tcb), .vcek(let foundChip, let foundTCB)):
      Self.suits(piece.root, line) && chip == foundChip && tcb == foundTCB
    case (.amdAuthorities(let line, let key), .authority(let name)):
      Self.suits(piece.root, line) && name == "SEV-\(key == .vlek ? "VLEK-" : "")\(line.rawValue)"
    case (.amdRevocationList(let line), .revocationList(let issuer)):
      Self.suits(piece.root, line) && issuer == "ARK-\(line.rawValue)"
    case (.tcbInfo(let fmspc), .tcbInfo(let found, _)): Self.isIntel(piece.root) && fmspc == found
    case (.qeIdentity, .qeIdentity): Self.isIntel(piece.root)
    case (.pckRevocationList(let authority), .revocationList(let issuer)):
      Self.isIntel(piece.root) && issuer.contains("PCK") && PCKAuthority(commonName: issuer) == authority
    case (.intelRevocationList, .revocationList(let issuer)):
      Self.isIntel(piece.root) && issuer.hasSuffix("SGX Root CA")
    default: false
    }
  }

  /// A simulated root stands for whatever it is asked about.
  private static func suits(_ root: CollateralRoot, _ line: SNPProductLine) -> Bool {
    root == .amd(line) || !root.simulatedDigests.isEmpty
  }

  private static func isIntel(_ root: CollateralRoot) -> Bool { root == .intel || !root.simulatedDigests.isEmpty }
}
