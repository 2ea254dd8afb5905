import Crypto
import CryptoExtras

/// A key that signs what a test writes, as a vendor's would.
enum HandKey: Sendable {
  case p256(P256.Signing.PrivateKey)
  case p384(P384.Signing.PrivateKey)
  case rsa(_RSA.Signing.PrivateKey)

  static func p384() -> Self { .p384(P384.Signing.PrivateKey()) }

  var spki: [UInt8] {
    switch self {
    case .p256(let key): Array(key.publicKey.derRepresentation)
    case .p384(let key): Array(key.publicKey.derRepresentation)
    case .rsa(let key): Array(key.publicKey.derRepresentation)
    }
  }

  /// The AlgorithmIdentifier of ``sign(_:)``.
  var algorithm: [UInt8] {
    switch self {
    case .p256: HandDER.sequence(HandDER.oid([1, 2, 840, 10045, 4, 3, 2]))
    case .p384: HandDER.sequence(HandDER.oid([1, 2, 840, 10045, 4, 3, 3]))
    case .rsa: Self.pss(salt: 48)
    }
  }

  static func pss(salt: UInt64) -> [UInt8] {
    let digest = HandDER.sequence(HandDER.oid([2, 16, 840, 1, 101, 3, 4, 2, 2]), [0x05, 0x00])
    let mask = HandDER.sequence(HandDER.oid([1, 2, 840, 113549, 1, 1, 8]), digest)
    return HandDER.sequence(
      HandDER.oid([1, 2, 840, 113549, 1, 1, 10]),
      HandDER.sequence(
        HandDER.explicit(0, digest), HandDER.explicit(1, mask), HandDER.explicit(2, HandDER.integer(salt)),
        HandDER.explicit(3, HandDER.integer(1))))
  }

  func sign(_ octets: [UInt8]) throws -> [UInt8] {
    switch self {
    case .p256(let key): Array(try key.signature(for: SHA256.hash(data: octets)).derRepresentation)
    case .p384(let key): Array(try key.signature(for: SHA384.hash(data: octets)).derRepresentation)
    case .rsa(let key): Array(try key.signature(for: SHA384.hash(data: octets), padding: .PSS).rawRepresentation)
    }
  }
}
