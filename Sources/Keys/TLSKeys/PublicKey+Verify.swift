import Crypto
import CryptoExtras

extension PublicKey {
  /// Whether `signature` was made over `octets` by the private half of this key, with ``algorithm``.
  ///
  /// ECDSA signatures are r‖s, RSA-PSS needs a salt of exactly 32 octets. A signature of another length is not valid.
  public func verifies(_ signature: [UInt8], over octets: [UInt8]) -> Bool {
    guard signature.count == self.signatureLength else { return false }
    switch self.material {
    case .rsa(let key, _):
      let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
      return key.isValidSignature(signature, for: SHA256.hash(data: octets), padding: .PSS)
    case .p256(let key):
      guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
      return key.isValidSignature(signature, for: octets)
    case .p384(let key):
      guard let signature = try? P384.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
      return key.isValidSignature(signature, for: octets)
    case .ed25519(let key):
      return key.isValidSignature(signature, for: octets)
    }
  }
}
