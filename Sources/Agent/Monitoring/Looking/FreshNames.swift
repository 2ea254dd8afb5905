package import DNS
package import DNSWire
import HopVerifier

/// The zones' own servers, asked through caches that remember nothing and that many looks share.
package struct FreshNames: NameLookup {
  private let fresh: FreshLookups
  private let path: ValidatingResolver

  /// - Parameter path: of the same configuration: for hosts' addresses, and to see whether the path is sound.
  package init(_ fresh: FreshLookups, path: ValidatingResolver) {
    self.fresh = fresh
    self.path = path
  }

  /// - Parameter deadline: not looked at: ``FreshLimits/deadline`` holds.
  package func lookup(_ name: DomainName, _ type: RecordType, deadline: Duration) async -> Lookup {
    await self.fresh.lookup(name, type)
  }

  package func addresses(of host: String, deadline: Duration) async -> AddressLookup {
    await self.path.addresses(of: host, deadline: deadline)
  }

  package func checkPath(deadline: Duration) async -> PathState { await self.path.checkPath(deadline: deadline) }
}
