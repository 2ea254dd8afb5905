public import DNS
public import DNSWire

/// Asks the DNS and validates what it says: what the client needs of a resolver.
public protocol NameLookup: Sendable {
  func lookup(_ name: DomainName, _ type: RecordType, deadline: Duration) async -> Lookup
  /// Addresses of a host, of both families.
  func addresses(of host: String, deadline: Duration) async -> AddressLookup
  /// Whether the root's own DNSKEY validates over this path, so that *bogus* can be believed.
  func checkPath(deadline: Duration) async -> PathState
}

extension ValidatingResolver: NameLookup {}
