/// What a piece of collateral is, and what about: under one root there is one of each.
package enum CollateralSubject: Hashable, Sendable {
  /// The root's own certificate.
  case root
  /// A CA below the root, by its common name: `SEV-Milan`, `Intel SGX PCK Platform CA`.
  case authority(String)
  /// The key of a chip at a TCB.
  case vcek(hardwareID: [UInt8], tcb: SNPTCBVersion)
  /// A key of a cloud provider's at a TCB, and SHA-256 of its SubjectPublicKeyInfo: a provider may have several.
  case vlek(provider: String, tcb: SNPTCBVersion, key: [UInt8])
  /// Who signs TCB Infos and QE Identities, by SHA-256 of the certificate.
  case tcbSigner([UInt8])
  /// By the common name of whose certificates it is about.
  case revocationList(String)
  case tcbInfo(fmspc: [UInt8], pceID: [UInt8])
  case qeIdentity

  /// A stable word.
  package var kind: String {
    switch self {
    case .root: "root"
    case .authority: "ca"
    case .vcek: "vcek"
    case .vlek: "vlek"
    case .tcbSigner: "tcb-signer"
    case .revocationList: "crl"
    case .tcbInfo: "tcb-info"
    case .qeIdentity: "qe-identity"
    }
  }

  /// How a store calls the file: the kind, what it is about, and the form, of letters, digits, `.`, `-` and `_`.
  package var fileName: String {
    switch self {
    case .root: "root.der"
    case .authority(let name): "ca-\(Self.plain(name)).der"
    case .vcek(let chip, let tcb): "vcek-\(Hexadecimal.text(chip))-\(tcb).der"
    case .vlek(let provider, let tcb, let key):
      "vlek-\(Self.plain(provider))-\(tcb)-\(Hexadecimal.text(key.prefix(8))).der"
    case .tcbSigner(let digest): "tcb-signer-\(Hexadecimal.text(digest.prefix(8))).der"
    case .revocationList(let issuer): "crl-\(Self.plain(issuer)).crl"
    case .tcbInfo(let fmspc, let pceID): "tcb-info-\(Hexadecimal.text(fmspc))-\(Hexadecimal.text(pceID)).json"
    case .qeIdentity: "qe-identity.json"
    }
  }

  /// For people: what it is about, empty where the kind says all.
  package var about: String {
    switch self {
    case .root, .qeIdentity: ""
    case .authority(let name), .revocationList(let name): name
    case .vcek(let chip, let tcb): "chip \(Hexadecimal.text(chip.prefix(8))), TCB \(tcb)"
    case .vlek(let provider, let tcb, _): "provider \(provider), TCB \(tcb)"
    case .tcbSigner(let digest): Hexadecimal.text(digest.prefix(8))
    case .tcbInfo(let fmspc, let pceID): "FMSPC \(Hexadecimal.text(fmspc)), PCE \(Hexadecimal.text(pceID))"
    }
  }

  /// A name from a certificate as a part of a file's name.
  private static func plain(_ name: String) -> String {
    let plain = name.utf8.prefix(64).map { octet in
      let character = Character(Unicode.Scalar(octet))
      return character.isASCII && (character.isLetter || character.isNumber || ".-_".contains(character))
        ? character : "-"
    }
    return String(plain)
  }
}
