package import Crypto
package import CryptoExtras
import Foundation

/// A key of a made-up vendor, certificate or TEE.
package enum SimulatedKey: Sendable {
  case p256(P256.Signing.PrivateKey)
  case p384(P384.Signing.PrivateKey)
  case rsa(_RSA.Signing.PrivateKey)

  package static func newP256() -> Self { .p256(P256.Signing.PrivateKey()) }
  package static func newP384() -> Self { .p384(P384.Signing.PrivateKey()) }

  /// - Parameter bits: 2048 or more. AMD's have 4096, which take seconds to make.
  package static func newRSA(bits: Int = 2_048) throws(AttesterError) -> Self {
    do {
      return .rsa(try _RSA.Signing.PrivateKey(keySize: _RSA.Signing.KeySize(bitCount: bits)))
    } catch {
      throw AttesterError(.badRequest, "no RSA key of \(bits) bits can be made: \(error)")
    }
  }

  /// The SubjectPublicKeyInfo in DER.
  package var spki: [UInt8] {
    switch self {
    case .p256(let key): Array(key.publicKey.derRepresentation)
    case .p384(let key): Array(key.publicKey.derRepresentation)
    case .rsa(let key): Array(key.publicKey.derRepresentation)
    }
  }

  /// x ‖ y; nothing of an RSA key.
  package var point: [UInt8] {
    switch self {
    case .p256(let key): Array(key.publicKey.rawRepresentation)
    case .p384(let key): Array(key.publicKey.rawRepresentation)
    case .rsa: []
    }
  }

  /// A signature as certificates carry it.
  package func signature(_ octets: [UInt8], by scheme: SimulatedScheme) throws(AttesterError) -> [UInt8] {
    try Self.made {
      switch (self, scheme) {
      case (.p256(let key), .ecdsaSHA384): Array(try key.signature(for: SHA384.hash(data: octets)).derRepresentation)
      case (.p256(let key), _): Array(try key.signature(for: SHA256.hash(data: octets)).derRepresentation)
      case (.p384(let key), .ecdsaSHA256): Array(try key.signature(for: SHA256.hash(data: octets)).derRepresentation)
      case (.p384(let key), _): Array(try key.signature(for: SHA384.hash(data: octets)).derRepresentation)
      case (.rsa(let key), _): Array(try key.signature(for: SHA384.hash(data: octets), padding: .PSS).rawRepresentation)
      }
    }
  }

  /// r ‖ s over the curve's own digest: SHA-256 of P-256, SHA-384 of P-384.
  package func rawSignature(_ octets: [UInt8]) throws(AttesterError) -> [UInt8] {
    try Self.made {
      switch self {
      case .p256(let key): Array(try key.signature(for: SHA256.hash(data: octets)).rawRepresentation)
      case .p384(let key): Array(try key.signature(for: SHA384.hash(data: octets)).rawRepresentation)
      case .rsa(let key): Array(try key.signature(for: SHA384.hash(data: octets), padding: .PSS).rawRepresentation)
      }
    }
  }

  private static func made(_ make: () throws -> [UInt8]) throws(AttesterError) -> [UInt8] {
    do {
      return try make()
    } catch {
      throw AttesterError(.refused, "no signature could be made: \(error)")
    }
  }
}
