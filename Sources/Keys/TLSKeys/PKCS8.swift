/// The fixed octets around an Ed25519 key (RFC 8410 §4 and §7): always the same, since the key has one length.
enum PKCS8 {
  /// SubjectPublicKeyInfo up to the 32 octets of the public key.
  static let ed25519PublicPrefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
  /// OneAsymmetricKey up to the 32 octets of the seed.
  static let ed25519PrivatePrefix: [UInt8] = [
    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]

  /// swift-crypto's PEM texts end with a newline or without, as the type of the key has it.
  static func endingInOneNewline(_ pem: String) -> String {
    String(pem.reversed().drop(while: \.isNewline).reversed()) + "\n"
  }

  /// A `PRIVATE KEY` block of an Ed25519 key, short enough for one line of base64 (RFC 7468 §2: 64 characters).
  static func pem(_ octets: [UInt8]) -> String {
    let unpadded = Base64Alphabet.standard.encode(octets)
    let padding = String(repeating: "=", count: (4 - unpadded.utf8.count % 4) % 4)
    return "-----BEGIN PRIVATE KEY-----\n\(unpadded)\(padding)\n-----END PRIVATE KEY-----\n"
  }
}
