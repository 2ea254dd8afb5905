internal import Crypto
internal import FoundationEssentials

/// A secret shared with a server, under a name that both know (RFC 8945 §2). The secret is never printed.
public struct TSIGKey: Sendable {
  /// The key's name; its case does not matter.
  public let name: DomainName
  /// The algorithm for which the key is used.
  public let algorithm: TSIGAlgorithm
  private let secret: SymmetricKey

  /// A key from the secret's octets.
  /// - Throws: `malformed` for a secret of fewer than 16 octets, which could be guessed.
  public init(
    name: DomainName, algorithm: TSIGAlgorithm = .hmacSHA256, secret: some Collection<UInt8>
  ) throws(DNSWireError) {
    guard secret.count >= 16 else { throw .malformed("the secret of TSIG key \(name) has fewer than 16 octets") }
    self.name = name
    self.algorithm = algorithm
    self.secret = SymmetricKey(data: Array(secret))
  }

  /// A key from the secret in base64, as `keymgr --tsig` and `tsig-keygen` print it.
  /// - Throws: `malformed` also where the text is not base64.
  public init(
    name: DomainName, algorithm: TSIGAlgorithm = .hmacSHA256, base64Secret: String
  ) throws(DNSWireError) {
    guard let secret = Data(base64Encoded: base64Secret) else {
      throw .malformed("the secret of TSIG key \(name) is not base64")
    }
    try self.init(name: name, algorithm: algorithm, secret: secret)
  }

  func mac(of octets: [UInt8]) -> [UInt8] {
    switch algorithm {
    case .hmacSHA256: Array(HMAC<SHA256>.authenticationCode(for: octets, using: secret))
    case .hmacSHA384: Array(HMAC<SHA384>.authenticationCode(for: octets, using: secret))
    case .hmacSHA512: Array(HMAC<SHA512>.authenticationCode(for: octets, using: secret))
    }
  }

  /// Compares in constant time. A shortened MAC never holds.
  func holds(_ mac: [UInt8], of octets: [UInt8]) -> Bool {
    switch algorithm {
    case .hmacSHA256: HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: octets, using: secret)
    case .hmacSHA384: HMAC<SHA384>.isValidAuthenticationCode(mac, authenticating: octets, using: secret)
    case .hmacSHA512: HMAC<SHA512>.isValidAuthenticationCode(mac, authenticating: octets, using: secret)
    }
  }
}

extension TSIGKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "TSIG key \(name) (\(algorithm.rawValue))" }
  public var debugDescription: String { description }
  /// Shows what `description` does, so that `dump` prints no secret either.
  public var customMirror: Mirror { Mirror(self, children: ["name": name, "algorithm": algorithm]) }
}
