import Crypto

extension SignedText {
  /// Whether this key signed the octets: ECDSA on P-256 with SHA-256, as Intel does.
  func isSigned(by key: CertificateKey) -> Bool {
    guard case .p256(let key) = key, let signature = try? P256.Signing.ECDSASignature(rawRepresentation: self.signature)
    else { return false }
    return key.isValidSignature(signature, for: SHA256.hash(data: self.octets))
  }
}
