import Crypto
import CryptoExtras
import SwiftASN1

/// Reads the three PEM forms of private keys.
enum PrivateKeyReader {
  static func material(pem: String) throws(KeyError) -> PrivateKey.Material {
    let blocks = try PEMText(pem).blocks.filter { $0.label.hasSuffix("PRIVATE KEY") }
    guard let block = blocks.first else { throw .missing("private key") }
    guard blocks.count == 1 else {
      throw .malformed("more than one private key in one PEM text; keep one in each file")
    }
    guard !block.encryptedByHeader, block.label != "ENCRYPTED PRIVATE KEY" else { throw .encrypted }
    return try KeyError.wrapping("private key (\(block.label))") {
      let node = try DER.parse(block.octets)
      switch block.label {
      case "PRIVATE KEY": return try self.pkcs8(node)
      case "EC PRIVATE KEY": return try self.sec1(node, named: nil)
      case "RSA PRIVATE KEY": return try self.pkcs1(node)
      default: throw KeyError.unsupported("a PEM block \(block.label)")
      }
    }
  }

  /// OneAsymmetricKey (RFC 5958 §2): version, algorithm, key, and optional attributes and public key.
  private static func pkcs8(_ node: ASN1Node) throws -> PrivateKey.Material {
    let (kind, octets) = try DER.sequence(node, identifier: .sequence) { nodes in
      guard try Int(derEncoded: &nodes) <= 1, let algorithm = nodes.next() else {
        throw KeyError.malformed("a PKCS#8 key of an unknown version")
      }
      let kind = try KeyAlgorithm(algorithm)
      let octets = try ASN1OctetString(derEncoded: &nodes).bytes
      while nodes.next() != nil {}
      return (kind, octets)
    }
    let inner = try DER.parse(octets)
    switch kind {
    case .rsa: return try self.pkcs1(inner)
    case .p256, .p384: return try self.sec1(inner, named: kind)
    case .ed25519:
      let seed = try ASN1OctetString(derEncoded: inner).bytes
      return .ed25519(try Curve25519.Signing.PrivateKey(rawRepresentation: seed))
    }
  }

  /// ECPrivateKey (RFC 5915 §3). The curve stands in it, or around it in PKCS#8; where in both, they must agree.
  private static func sec1(_ node: ASN1Node, named outer: KeyAlgorithm?) throws -> PrivateKey.Material {
    try DER.sequence(node, identifier: .sequence) { nodes in
      guard try Int(derEncoded: &nodes) == 1 else { throw KeyError.malformed("an EC key of an unknown version") }
      let scalar = try ASN1OctetString(derEncoded: &nodes).bytes
      let inner = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 0, tagClass: .contextSpecific) {
        try KeyAlgorithm.curve($0)
      }
      let point = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 1, tagClass: .contextSpecific) {
        Array(try ASN1BitString(derEncoded: $0).bytes)
      }
      guard let kind = outer ?? inner else { throw KeyError.unsupported("an EC key that names no curve") }
      guard inner == nil || inner == kind else { throw KeyError.malformed("an EC key that names two curves") }
      return try self.ec(kind, scalar: scalar, point: point)
    }
  }

  private static func ec(
    _ kind: KeyAlgorithm, scalar: ArraySlice<UInt8>, point: [UInt8]?
  ) throws -> PrivateKey.Material {
    let material: PrivateKey.Material
    let own: [UInt8]
    if kind == .p256 {
      let key = try P256.Signing.PrivateKey(rawRepresentation: scalar)
      (material, own) = (.p256(key), Array(key.publicKey.x963Representation))
    } else {
      let key = try P384.Signing.PrivateKey(rawRepresentation: scalar)
      (material, own) = (.p384(key), Array(key.publicKey.x963Representation))
    }
    if let point, point.first == 4, point != own {
      throw KeyError.malformed("an EC key whose public half belongs to another key")
    }
    return material
  }

  /// RSAPrivateKey (RFC 8017 appendix A.1.2).
  private static func pkcs1(_ node: ASN1Node) throws -> PrivateKey.Material {
    try DER.sequence(node, identifier: .sequence) { nodes in
      guard try Int(derEncoded: &nodes) == 0 else { throw KeyError.unsupported("an RSA key of more than two primes") }
      _ = try RSANumbers(&nodes)
      while nodes.next() != nil {}
    }
    return .rsa(try _RSA.Signing.PrivateKey(derRepresentation: Array(node.encodedBytes)))
  }
}
