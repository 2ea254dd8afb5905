import Crypto
import CryptoExtras

/// The private half of a TLS key. Nothing it prints, and no error about it, shows the secret.
public struct PrivateKey: Sendable {
  enum Material: Sendable {
    case rsa(_RSA.Signing.PrivateKey)
    case p256(P256.Signing.PrivateKey)
    case p384(P384.Signing.PrivateKey)
    case ed25519(Curve25519.Signing.PrivateKey)
  }

  let material: Material
  /// The public half.
  public let publicKey: PublicKey

  /// Reads the one private key of a PEM text of at most 64 KiB: PKCS#8 (RFC 5958), SEC 1 for EC keys (RFC 5915) or
  /// PKCS#1 for RSA keys (RFC 8017 appendix A.1.2). Certificates and parameters beside it are passed over.
  ///
  /// - Throws: ``KeyError/encrypted`` where a passphrase would be needed, ``KeyError/unsupported(_:)`` for kinds and
  ///   sizes that declarations are not made with, ``KeyError/missing(_:)``, ``KeyError/malformed(_:)``.
  public init(pem: String) throws(KeyError) {
    try self.init(try PrivateKeyReader.material(pem: pem))
  }

  init(_ material: Material) throws(KeyError) {
    self.material = material
    self.publicKey = try PublicKey(spkiDER: Self.spkiDER(of: material))
  }

  /// Signs `octets` with the public key's ``PublicKey/algorithm``: r‖s for ECDSA, a salt of 32 octets for RSA-PSS.
  public func sign(_ octets: [UInt8]) throws(KeyError) -> [UInt8] {
    do {
      return switch self.material {
      case .rsa(let key): Array(try key.signature(for: SHA256.hash(data: octets), padding: .PSS).rawRepresentation)
      case .p256(let key): Array(try key.signature(for: octets).rawRepresentation)
      case .p384(let key): Array(try key.signature(for: octets).rawRepresentation)
      case .ed25519(let key): Array(try key.signature(for: octets))
      }
    } catch {
      throw .signingFailed("\(error)")
    }
  }

  private static func spkiDER(of material: Material) -> [UInt8] {
    switch material {
    case .rsa(let key): Array(key.publicKey.derRepresentation)
    case .p256(let key): Array(key.publicKey.derRepresentation)
    case .p384(let key): Array(key.publicKey.derRepresentation)
    case .ed25519(let key): PKCS8.ed25519PublicPrefix + Array(key.publicKey.rawRepresentation)
    }
  }
}
