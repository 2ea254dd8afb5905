/// Why a key or certificate cannot be used.
public enum KeyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The octets or the text are not what they should be.
  case malformed(String)
  /// A proper key of a kind that declarations are not made with.
  case unsupported(String)
  /// A private key that needs a passphrase.
  case encrypted
  /// The text holds no block of the kind that was looked for.
  case missing(String)
  /// The cryptographic library refused to sign.
  case signingFailed(String)

  public var description: String {
    switch self {
    case .malformed(let what):
      "malformed key material: \(what)"
    case .unsupported(let what):
      "unsupported key: \(what). Use RSA of 2048 to 8192 bits, ECDSA P-256 or P-384, or Ed25519."
    case .encrypted:
      """
      the private key is encrypted. Write a decrypted copy with mode 0600: \
      (umask 077; openssl pkey -in KEY.pem -out DECRYPTED.pem)
      """
    case .missing(let what):
      "there is no \(what) in this PEM text"
    case .signingFailed(let reason):
      "the key could not sign: \(reason)"
    }
  }
}
