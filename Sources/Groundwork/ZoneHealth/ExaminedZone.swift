package import DNS
package import DNSWire
package import Declarations
import Findings

/// A zone that declarations are published in, as the agent's file names it.
package struct ExaminedZone: Sendable {
  package let name: DomainName
  /// Takes the updates.
  package let primary: ServerAddress
  /// Every authoritative server, as far as the file knows.
  package let servers: [ServerAddress]
  package let key: TSIGKey
  /// Our hosts whose records stand in this zone.
  package let hosts: [HostName]
  /// Owner names of declarations that are published, or shall be.
  package let declarations: [DomainName]

  package init(
    name: DomainName, primary: ServerAddress, servers: [ServerAddress], key: TSIGKey, hosts: [HostName],
    declarations: [DomainName]
  ) {
    self.name = name
    self.primary = primary
    self.servers = servers
    self.key = key
    self.hosts = hosts
    self.declarations = declarations
  }

  /// The most names whose records are compared between servers.
  static let comparedNames = 100

  /// The primary, then the others, each once.
  var configuredServers: [ServerAddress] {
    var seen: Set<ServerAddress> = []
    return ([self.primary] + self.servers).filter { seen.insert($0).inserted }
  }

  /// `_m2dmrt.<host>` of each host: where our records stand and below which the key must be able to write.
  var fences: [DomainName] {
    self.hosts.compactMap { RelationshipNames.policyOwner($0).flatMap { try? DomainName($0) } }
  }

  /// Names whose records every server must have alike.
  var comparedOwners: [DomainName] {
    let all = self.fences + Set(self.declarations).sorted { $0.description < $1.description }
    return Array(all.prefix(Self.comparedNames))
  }

  /// Whether the whole zone stands below a `_m2dmrt` label, so that there is nothing in it that the key must not write.
  var isFenced: Bool {
    self.name.labels.contains { String(decoding: $0, as: UTF8.self).lowercased() == RelationshipNames.label }
  }

  var subject: FindingSubject { FindingSubject(.zone, self.name.description) }
}
