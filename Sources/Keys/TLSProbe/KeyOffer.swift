import NIOSSL

/// Which kinds of keys a client says it can verify. A host with several certificates chooses among them by that
/// (RFC 8446 §4.2.3), so the same host may show one client its ECDSA and another its RSA certificate.
public enum KeyOffer: Sendable, Hashable, CaseIterable {
  /// What browsers offer, and Ed25519.
  case all
  case ecdsa
  case rsa

  /// P-521 is offered so that such a host is reached and its key can be called unsupported.
  var signatureAlgorithms: [SignatureAlgorithm] {
    switch self {
    case .all:
      [
        .ecdsaSecp256R1Sha256, .rsaPssRsaeSha256, .rsaPkcs1Sha256, .ecdsaSecp384R1Sha384, .rsaPssRsaeSha384,
        .rsaPkcs1Sha384, .rsaPssRsaeSha512, .rsaPkcs1Sha512, .ecdsaSecp521R1Sha512, .ed25519,
      ]
    case .ecdsa: [.ecdsaSecp256R1Sha256, .ecdsaSecp384R1Sha384, .ecdsaSecp521R1Sha512]
    case .rsa:
      [
        .rsaPssRsaeSha256, .rsaPkcs1Sha256, .rsaPssRsaeSha384, .rsaPkcs1Sha384, .rsaPssRsaeSha512, .rsaPkcs1Sha512,
      ]
    }
  }
}
