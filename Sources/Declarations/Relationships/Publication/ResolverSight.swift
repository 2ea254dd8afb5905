package import AgentStore
package import DNS
package import Declarations
import DNSWire

/// Looks at the DNS through validating resolvers.
package struct ResolverSight: DeclarationSight {
  private let usual: ValidatingResolver
  private let fresh: FreshLookups
  private let deadline: Duration

  /// - Parameters:
  ///   - usual: for everything that may be a little old.
  ///   - fresh: asks the zones' own servers, through caches that remember nothing.
  ///   - deadline: for a look at what may be a little old.
  package init(usual: ValidatingResolver, fresh: FreshLookups, deadline: Duration = .seconds(5)) {
    self.usual = usual
    self.fresh = fresh
    self.deadline = deadline
  }

  package func declaration(_ pair: HostPair) async -> DNSAnswer {
    guard let owner = RelationshipNames.declarationOwner(origin: pair.origin, destination: pair.destination) else {
      return .unreachable(reason: "the name has more than 253 octets")
    }
    return await self.look(owner) { await self.fresh.lookup($0, .txt) }
  }

  package func policy(of host: HostName, fresh: Bool) async -> DNSAnswer {
    guard let owner = RelationshipNames.policyOwner(host) else {
      return .unreachable(reason: "the name has more than 253 octets")
    }
    return await self.look(owner) { name in
      fresh ? await self.fresh.lookup(name, .txt) : await self.usual.lookup(name, .txt, deadline: self.deadline)
    }
  }

  private func look(_ owner: String, _ lookup: (DomainName) async -> Lookup) async -> DNSAnswer {
    guard let name = try? DomainName(owner) else { return .unreachable(reason: "\(owner) is no domain name") }
    switch await lookup(name) {
    case .records(let rdata, let ttl, secure: true):
      return .secure(rdata.compactMap { try? TXTData.join($0) }, ttl: ttl)
    case .absent(_, let ttl, secure: true): return .absent(ttl: ttl)
    case .records, .absent: return .insecure
    case .bogus(let reason): return .bogus(reason: reason)
    case .unreachable(let reason): return .unreachable(reason: reason)
    }
  }
}
