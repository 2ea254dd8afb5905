/// What the DNS said about one name's TXT records, as far as the rules need to know.
public enum DNSAnswer: Hashable, Sendable {
  /// A secure answer: the octets of each TXT record, its strings joined; TTL in seconds.
  case secure([[UInt8]], ttl: UInt32)
  /// Securely absent; how long that may be remembered, in seconds.
  case absent(ttl: UInt32)
  /// An answer, or its absence, that DNSSEC does not vouch for.
  case insecure
  /// DNSSEC validation failed, and why.
  case bogus(reason: String)
  /// No answer, and why.
  case unreachable(reason: String)

  /// For how long an answer may be relied on; nil where nothing was learnt.
  public var ttl: UInt32? {
    switch self {
    case .secure(_, let ttl), .absent(let ttl): ttl
    case .insecure, .bogus, .unreachable: nil
    }
  }
}
