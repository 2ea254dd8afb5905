import Crypto
import CryptoExtras
package import X509

/// A private key of a test, of any kind a web server may have.
package struct TestKey: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case rsa2048, p256, p384, p521, ed25519
  }

  package let kind: Kind
  package let privateKey: Certificate.PrivateKey

  /// Makes a new key.
  package init(_ kind: Kind = .p256) throws {
    self.kind = kind
    self.privateKey =
      switch kind {
      case .rsa2048: Certificate.PrivateKey(try _RSA.Signing.PrivateKey(keySize: .bits2048))
      case .p256: Certificate.PrivateKey(P256.Signing.PrivateKey())
      case .p384: Certificate.PrivateKey(P384.Signing.PrivateKey())
      case .p521: Certificate.PrivateKey(P521.Signing.PrivateKey())
      case .ed25519: Certificate.PrivateKey(Curve25519.Signing.PrivateKey())
      }
  }
}
