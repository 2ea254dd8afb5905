import Foundation
package import DNS
package import DNSWire
package import HopVerifier

/// Which servers answer for the zone that a name is in.
package struct ZoneServers: Sendable {
  /// The most servers of one zone that are asked.
  package static let mostServers = 16

  private let known: [(zone: DomainName, servers: [ServerAddress])]
  private let names: any NameLookup
  private let deadline: Duration

  /// - Parameters:
  ///   - known: the zones whose servers a configuration names.
  ///   - names: asked for the others' NS records and their addresses.
  ///   - deadline: for one lookup.
  package init(known: [(zone: DomainName, servers: [ServerAddress])], names: any NameLookup, deadline: Duration) {
    self.known = known
    self.names = names
    self.deadline = deadline
  }

  /// One address of each server; none where they cannot be found.
  package func servers(for name: DomainName) async -> [ServerAddress] {
    let closest = self.known.filter { name.isSubdomain(of: $0.zone) }.max { $0.zone.wire.count < $1.zone.wire.count }
    if let closest { return Array(closest.servers.prefix(Self.mostServers)) }
    var zone: DomainName? = name
    while let at = zone, !at.isRoot {
      switch await self.names.lookup(at, .ns, deadline: self.deadline) {
      case .records(let rdata, _, _): return await self.addresses(rdata)
      case .absent: zone = at.parent
      case .bogus, .unreachable: return []
      }
    }
    return []
  }

  private func addresses(_ rdata: [[UInt8]]) async -> [ServerAddress] {
    let hosts = Set(rdata.prefix(4 * Self.mostServers).compactMap { try? DomainName(rdata: $0) }).map(\.description)
    return await withTaskGroup(of: ServerAddress?.self) { group in
      for host in hosts.sorted().prefix(Self.mostServers) {
        group.addTask { await self.address(of: host) }
      }
      var found: Set<ServerAddress> = []
      for await address in group { found.formUnion([address].compactMap(\.self)) }
      return found.sorted { $0.description < $1.description }
    }
  }

  /// IPv4 where there is one: it is the one that every machine has.
  private func address(of host: String) async -> ServerAddress? {
    guard case .found(let all, _) = await self.names.addresses(of: host, deadline: self.deadline) else { return nil }
    let literal = all.first { !$0.contains(":") } ?? all.first
    return literal.flatMap { try? ServerAddress($0.contains(":") ? "[\($0)]" : $0, defaultPort: 53) }
  }
}
