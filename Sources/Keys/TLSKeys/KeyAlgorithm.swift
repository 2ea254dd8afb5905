import SwiftASN1

/// The AlgorithmIdentifier of a SubjectPublicKeyInfo or a PKCS#8 key (RFC 5480 §2, RFC 3279 §2.3.1, RFC 8410 §3).
enum KeyAlgorithm: Sendable, Equatable {
  case rsa
  case p256
  case p384
  case ed25519

  /// Reads an AlgorithmIdentifier.
  init(_ node: ASN1Node) throws {
    let (identifier, parameters) = try DER.sequence(node, identifier: .sequence) { nodes in
      (try ASN1ObjectIdentifier(derEncoded: &nodes), nodes.next())
    }
    switch identifier {
    case KeyObjectIdentifier.rsaEncryption:
      guard let parameters else { throw KeyError.malformed("an RSA key without its NULL parameters") }
      _ = try ASN1Null(derEncoded: parameters)
      self = .rsa
    case KeyObjectIdentifier.ecPublicKey:
      guard let parameters else { throw KeyError.unsupported("an EC key that names no curve") }
      self = try Self.curve(parameters)
    case KeyObjectIdentifier.ed25519:
      guard parameters == nil else { throw KeyError.malformed("an Ed25519 key with parameters") }
      self = .ed25519
    default:
      throw KeyObjectIdentifier.unsupported(identifier)
    }
  }

  /// Reads ECParameters, of which only named curves are allowed (RFC 5480 §2.1.1).
  static func curve(_ node: ASN1Node) throws -> KeyAlgorithm {
    guard node.identifier == .objectIdentifier else {
      throw KeyError.unsupported("an EC key with explicit curve parameters")
    }
    switch try ASN1ObjectIdentifier(derEncoded: node) {
    case KeyObjectIdentifier.p256: return .p256
    case KeyObjectIdentifier.p384: return .p384
    case let other: throw KeyObjectIdentifier.unsupported(other)
    }
  }
}
