import SwiftASN1

/// The algorithms and curves a SubjectPublicKeyInfo may name, as far as an error should call them by their names.
enum KeyObjectIdentifier {
  static let rsaEncryption: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 1, 1]
  static let ecPublicKey: ASN1ObjectIdentifier = [1, 2, 840, 10045, 2, 1]
  static let ed25519: ASN1ObjectIdentifier = [1, 3, 101, 112]
  static let p256: ASN1ObjectIdentifier = [1, 2, 840, 10045, 3, 1, 7]
  static let p384: ASN1ObjectIdentifier = [1, 3, 132, 0, 34]

  private static let knownButUnsupported: [ASN1ObjectIdentifier: String] = [
    [1, 2, 840, 113549, 1, 1, 10]: "an RSA key restricted to PSS (id-RSASSA-PSS)",
    [1, 2, 840, 113549, 1, 1, 7]: "an RSA key restricted to OAEP",
    [1, 2, 840, 10040, 4, 1]: "a DSA key",
    [1, 2, 840, 10046, 2, 1]: "a Diffie-Hellman key",
    [1, 3, 101, 110]: "an X25519 key",
    [1, 3, 101, 111]: "an X448 key",
    [1, 3, 101, 113]: "an Ed448 key",
    [1, 3, 132, 0, 35]: "an EC key on P-521",
    [1, 3, 132, 0, 33]: "an EC key on P-224",
    [1, 3, 132, 0, 10]: "an EC key on secp256k1",
    [1, 3, 36, 3, 3, 2, 8, 1, 1, 7]: "an EC key on brainpoolP256r1",
    [1, 3, 36, 3, 3, 2, 8, 1, 1, 11]: "an EC key on brainpoolP384r1",
    [2, 16, 840, 1, 101, 3, 4, 3, 17]: "an ML-DSA-44 key",
    [2, 16, 840, 1, 101, 3, 4, 3, 18]: "an ML-DSA-65 key",
    [2, 16, 840, 1, 101, 3, 4, 3, 19]: "an ML-DSA-87 key",
  ]

  static func unsupported(_ identifier: ASN1ObjectIdentifier) -> KeyError {
    .unsupported(self.knownButUnsupported[identifier] ?? "a key of the type or on the curve \(identifier)")
  }
}
