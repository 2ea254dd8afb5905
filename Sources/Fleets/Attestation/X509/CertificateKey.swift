import Crypto
import CryptoExtras

/// A public key that vendors of TEEs sign certificates, reports and collateral with.
enum CertificateKey: Sendable {
  case p256(P256.Signing.PublicKey)
  case p384(P384.Signing.PublicKey)
  case rsa(_RSA.Signing.PublicKey)

  /// Whether this key made the signature, by this scheme. False as well where the scheme is not of this kind of key.
  func verifies(_ signature: some Collection<UInt8>, of octets: ArraySlice<UInt8>, by scheme: SignatureScheme) -> Bool {
    let signature = Array(signature)
    switch (self, scheme) {
    case (.p256(let key), .ecdsaSHA256):
      guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
      return key.isValidSignature(signature, for: SHA256.hash(data: octets))
    case (.p256(let key), .ecdsaSHA384):
      guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
      return key.isValidSignature(signature, for: SHA384.hash(data: octets))
    case (.p384(let key), .ecdsaSHA256):
      guard let signature = try? P384.Signing.ECDSASignature(derRepresentation: signature) else { return false }
      return key.isValidSignature(signature, for: SHA256.hash(data: octets))
    case (.p384(let key), .ecdsaSHA384):
      guard let signature = try? P384.Signing.ECDSASignature(derRepresentation: signature) else { return false }
      return key.isValidSignature(signature, for: SHA384.hash(data: octets))
    case (.rsa(let key), .rsaPSSSHA384):
      // The salt is as long as the digest, which the parameters were seen to say.
      return key.isValidSignature(
        _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA384.hash(data: octets), padding: .PSS)
    case (.rsa, .ecdsaSHA256), (.rsa, .ecdsaSHA384), (.p256, .rsaPSSSHA384), (.p384, .rsaPSSSHA384): return false
    }
  }
}
