/// What a validated lookup found. Only `secure: true` rests on an unbroken chain of signatures from a trust anchor;
/// the mere lack of `bogus` means nothing.
public enum Lookup: Hashable, Sendable {
  /// How a name is absent. RFC 9824 lets signers answer either for a name that does not exist: treat them alike.
  public enum Absence: Hashable, Sendable {
    case nxdomain
    case noData
  }

  /// The RRset's data as it stands on the wire, one element for each record, aliases followed.
  /// - `ttl`: seconds for which it may be remembered: the smallest of the answer's records, aliases included.
  /// - `secure`: false for an unsigned zone, also when only an alias on the way was in one.
  case records([[UInt8]], ttl: UInt32, secure: Bool)
  /// Nothing of this type at this name.
  /// - `ttl`: seconds, from the SOA record (RFC 2308 §5); 0 without one.
  /// - `secure`: false for an unsigned zone, and in an NSEC3 opt-out span (RFC 5155 §6), which proves nothing.
  case absent(kind: Absence, ttl: UInt32, secure: Bool)
  /// Validation failed: the data, which is not given, was altered, or a signature ended, or the chain is broken.
  case bogus(reason: String)
  /// No answer in time, a server that failed or refused, or more than `ValidatingResolver.longestAliasChain` aliases.
  case unreachable(reason: String)
}
