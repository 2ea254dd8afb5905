/// How a declaration is signed; the key's type leaves no choice. Names as in JOSE (RFC 7518 §3.1, RFC 8037 §3.1).
public enum SignatureAlgorithm: String, Sendable, CaseIterable, CustomStringConvertible {
  /// ECDSA with P-256 and SHA-256, signature r‖s (IEEE P1363).
  case es256 = "ES256"
  /// ECDSA with P-384 and SHA-384, signature r‖s (IEEE P1363).
  case es384 = "ES384"
  /// RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 octets (RFC 8017 §8.1).
  case ps256 = "PS256"
  /// Ed25519 (RFC 8032 §5.1).
  case edDSA = "EdDSA"

  /// How many octets a signature may have: one length except for RSA, where it is the modulus's.
  public var signatureLengths: ClosedRange<Int> {
    switch self {
    case .es256, .edDSA: 64...64
    case .es384: 96...96
    case .ps256: 256...1024
    }
  }

  public var description: String { self.rawValue }
}
