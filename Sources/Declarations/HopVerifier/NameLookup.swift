public import DNS
public import DNSWire

/// Asks the DNS and validates what it says: what the client needs of a resolver.
public protocol NameLookup: Sendable {
  func lookup(_ name: DomainName, _ type: RecordType, deadline: Duration) async -> Lookup
  /// Several names at once; the answers are in the order of the names.
  func lookup(_ names: [DomainName], _ type: RecordType, deadline: Duration) async -> [Lookup]
  /// Addresses of a host, of both families.
  func addresses(of host: String, deadline: Duration) async -> AddressLookup
  /// Whether the root's own DNSKEY validates over this path, so that *bogus* can be believed.
  func checkPath(deadline: Duration) async -> PathState
}

extension NameLookup {
  /// Asks for each on its own.
  public func lookup(_ names: [DomainName], _ type: RecordType, deadline: Duration) async -> [Lookup] {
    await withTaskGroup(of: (Int, Lookup).self) { group in
      for (index, name) in names.enumerated() {
        group.addTask { (index, await self.lookup(name, type, deadline: deadline)) }
      }
      var answers = names.map { Lookup.unreachable(reason: "\($0) was not looked up") }
      for await (index, answer) in group { answers[index] = answer }
      return answers
    }
  }
}

extension ValidatingResolver: NameLookup {}
