import Crypto
import CryptoExtras
import SwiftASN1

extension PublicKey {
  /// Room for an RSA modulus of 8192 bits several times over.
  private static let maximumOctets = 4096

  static func material(_ spkiDER: [UInt8]) throws(KeyError) -> Material {
    guard spkiDER.count <= self.maximumOctets else {
      throw .malformed("a SubjectPublicKeyInfo of \(spkiDER.count) octets; \(self.maximumOctets) are allowed")
    }
    return try KeyError.wrapping("SubjectPublicKeyInfo") {
      try DER.sequence(try DER.parse(spkiDER), identifier: .sequence) { nodes in
        guard let algorithm = nodes.next() else { throw KeyError.malformed("a SubjectPublicKeyInfo without algorithm") }
        let kind = try KeyAlgorithm(algorithm)
        let bits = try ASN1BitString(derEncoded: &nodes)
        guard bits.paddingBits == 0 else { throw KeyError.malformed("a public key that ends within an octet") }
        return try self.material(kind, bits.bytes)
      }
    }
  }

  private static func material(_ kind: KeyAlgorithm, _ octets: ArraySlice<UInt8>) throws -> Material {
    switch kind {
    case .rsa:
      let numbers = try DER.sequence(try DER.parse(octets), identifier: .sequence) { try RSANumbers(&$0) }
      let key = try _RSA.Signing.PublicKey(n: numbers.modulus, e: numbers.exponent)
      return .rsa(key, modulusOctets: numbers.modulus.count)
    case .p256:
      try self.requireUncompressed(octets, coordinate: 32)
      return .p256(try P256.Signing.PublicKey(x963Representation: octets))
    case .p384:
      try self.requireUncompressed(octets, coordinate: 48)
      return .p384(try P384.Signing.PublicKey(x963Representation: octets))
    case .ed25519:
      guard octets.count == 32 else { throw KeyError.malformed("an Ed25519 key of \(octets.count) octets") }
      return .ed25519(try Curve25519.Signing.PublicKey(rawRepresentation: octets))
    }
  }

  private static func requireUncompressed(_ point: ArraySlice<UInt8>, coordinate: Int) throws(KeyError) {
    switch point.first {
    case 2, 3: throw .unsupported("an EC key with a compressed point")
    case 4 where point.count == 1 + 2 * coordinate: return
    default: throw .malformed("an EC point of \(point.count) octets")
    }
  }
}
