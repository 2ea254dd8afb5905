import Crypto
import CryptoExtras

extension PrivateKey {
  /// The kinds of keys that can be made.
  public enum Kind: String, Sendable, CaseIterable {
    case rsa2048, rsa3072, rsa4096, p256, p384, ed25519
  }

  /// Makes a new key from the system's randomness.
  public static func generate(_ kind: Kind) throws(KeyError) -> PrivateKey {
    switch kind {
    case .rsa2048: try self.generateRSA(.bits2048)
    case .rsa3072: try self.generateRSA(.bits3072)
    case .rsa4096: try self.generateRSA(.bits4096)
    case .p256: try PrivateKey(.p256(P256.Signing.PrivateKey()))
    case .p384: try PrivateKey(.p384(P384.Signing.PrivateKey()))
    case .ed25519: try PrivateKey(.ed25519(Curve25519.Signing.PrivateKey()))
    }
  }

  private static func generateRSA(_ size: _RSA.Signing.KeySize) throws(KeyError) -> PrivateKey {
    let key = try KeyError.wrapping("RSA key") { try _RSA.Signing.PrivateKey(keySize: size) }
    return try PrivateKey(.rsa(key))
  }

  /// The key as one unencrypted `PRIVATE KEY` block (PKCS#8, RFC 5958), with a newline at its end.
  ///
  /// This is the secret itself: write it only to a file of mode 0600.
  public var pkcs8PEM: String {
    switch self.material {
    case .rsa(let key): PKCS8.endingInOneNewline(key.pkcs8PEMRepresentation)
    case .p256(let key): PKCS8.endingInOneNewline(key.pemRepresentation)
    case .p384(let key): PKCS8.endingInOneNewline(key.pemRepresentation)
    case .ed25519(let key): PKCS8.pem(PKCS8.ed25519PrivatePrefix + Array(key.rawRepresentation))
    }
  }
}
