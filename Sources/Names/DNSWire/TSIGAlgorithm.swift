/// How a TSIG's MAC is made (RFC 8945 §6). MD5, SHA-1 and the truncated algorithms are left out on purpose.
public enum TSIGAlgorithm: String, Hashable, Sendable, CaseIterable {
  /// The default.
  case hmacSHA256 = "hmac-sha256"
  /// With SHA-384.
  case hmacSHA384 = "hmac-sha384"
  /// With SHA-512.
  case hmacSHA512 = "hmac-sha512"

  /// The algorithm's name as a domain name.
  var name: DomainName {
    let label = Array(rawValue.utf8)
    return DomainName(trusted: [UInt8(label.count)] + label + [0])
  }

  /// Octets of a MAC that is not truncated.
  var macLength: Int {
    switch self {
    case .hmacSHA256: 32
    case .hmacSHA384: 48
    case .hmacSHA512: 64
    }
  }
}
