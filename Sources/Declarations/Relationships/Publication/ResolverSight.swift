package import AgentStore
package import DNS
package import Declarations
import DNSWire

/// Looks at the DNS through validating resolvers.
package struct ResolverSight: DeclarationSight {
  private let usual: ValidatingResolver
  private let fresh: FreshResolvers
  private let deadline: Duration

  /// - Parameters:
  ///   - usual: for everything that may be a little old.
  ///   - fresh: asks the zones' own servers, each time with an empty cache.
  package init(usual: ValidatingResolver, fresh: ValidatingResolver, deadline: Duration = .seconds(5)) {
    self.usual = usual
    self.fresh = FreshResolvers(fresh)
    self.deadline = deadline
  }

  package func declaration(_ pair: HostPair) async -> DNSAnswer {
    guard let owner = RelationshipNames.declarationOwner(origin: pair.origin, destination: pair.destination) else {
      return .unreachable(reason: "the name has more than 253 octets")
    }
    return await self.lookFresh(owner)
  }

  package func policy(of host: HostName, fresh: Bool) async -> DNSAnswer {
    guard let owner = RelationshipNames.policyOwner(host) else {
      return .unreachable(reason: "the name has more than 253 octets")
    }
    return fresh ? await self.lookFresh(owner) : await self.look(owner, self.usual)
  }

  private func lookFresh(_ owner: String) async -> DNSAnswer {
    do {
      return await self.look(owner, try await self.fresh.take())
    } catch {
      return .unreachable(reason: "\(error)")
    }
  }

  private func look(_ owner: String, _ resolver: ValidatingResolver) async -> DNSAnswer {
    guard let name = try? DomainName(owner) else { return .unreachable(reason: "\(owner) is no domain name") }
    switch await resolver.lookup(name, .txt, deadline: self.deadline) {
    case .records(let rdata, let ttl, secure: true):
      return .secure(rdata.compactMap { try? TXTData.join($0) }, ttl: ttl)
    case .absent(_, let ttl, secure: true): return .absent(ttl: ttl)
    case .records, .absent: return .insecure
    case .bogus(let reason): return .bogus(reason: reason)
    case .unreachable(let reason): return .unreachable(reason: reason)
    }
  }
}
