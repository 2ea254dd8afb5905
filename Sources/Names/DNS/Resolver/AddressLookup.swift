/// What looking up a host's addresses found.
public enum AddressLookup: Hashable, Sendable {
  /// IPv6 and IPv4 literals, IPv6 first; `secure` when all of them were validated.
  case found([String], secure: Bool)
  /// The host has no address.
  case absent(secure: Bool)
  case bogus(reason: String)
  case unreachable(reason: String)
}
