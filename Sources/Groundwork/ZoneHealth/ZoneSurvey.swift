import DNS
import DNSWire

/// Asks every server of a zone: those that the file names, and those that the zone itself names.
struct ZoneSurvey: Sendable {
  let zone: ExaminedZone
  let resolvers: ResolverPaths
  let now: @Sendable () -> Int64
  let absentLabel: String
  let patience: ZonePatience

  /// The most servers that are asked.
  private static let mostServers = 32

  func facts() async -> ZoneFacts {
    let configured = Array(self.zone.configuredServers.prefix(Self.mostServers))
    var servers = await self.survey(configured, areConfigured: true)
    let others = await self.unnamedServers(servers)
    servers += await self.survey(others, areConfigured: false)
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: self.patience.transfer)
    while true {
      let facts = ZoneFacts(zone: self.zone, servers: servers, now: self.now())
      guard !facts.behind.isEmpty, clock.now < end, (try? await Task.sleep(for: .milliseconds(500))) != nil else {
        return facts
      }
      async let again = self.survey(configured, areConfigured: true)
      async let othersAgain = self.survey(others, areConfigured: false)
      servers = await again + othersAgain
    }
  }

  private func survey(_ servers: [ServerAddress], areConfigured: Bool) async -> [ServerFacts] {
    let absent = (self.zone.fences.first ?? self.zone.name).with(label: self.absentLabel)
    let survey = ServerSurvey(zone: self.zone, absentName: absent, timeout: self.patience.query)
    return await withTaskGroup(of: (Int, ServerFacts).self) { group in
      for (index, server) in servers.enumerated() {
        group.addTask { (index, await survey.facts(server, isConfigured: areConfigured)) }
      }
      var facts: [(Int, ServerFacts)] = []
      for await one in group { facts.append(one) }
      return facts.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// One address of each server that the zone names and the file does not. A server of which the file names one address is
  /// known, whatever others and whatever port it has.
  private func unnamedServers(_ servers: [ServerFacts]) async -> [ServerAddress] {
    let records = servers.compactMap { try? $0.nameservers.get() }.flatMap { $0.answers(self.zone.name, .ns) }
    let names = Set(records.prefix(4 * Self.mostServers).compactMap { try? DomainName(rdata: $0.rdata) })
    let known = Set(self.zone.configuredServers.map(\.host))
    let hosts = await withTaskGroup(of: String?.self) { group in
      for name in names.sorted(by: { $0.description < $1.description }).prefix(Self.mostServers) {
        group.addTask {
          let hosts = await self.resolvers.addresses(of: name)
          guard known.isDisjoint(with: hosts) else { return nil }
          return hosts.first { !$0.contains(":") } ?? hosts.first
        }
      }
      var hosts: Set<String> = []
      for await host in group { hosts.formUnion([host].compactMap(\.self)) }
      return hosts.sorted()
    }
    return hosts.compactMap { try? ServerAddress($0.contains(":") ? "[\($0)]" : $0) }
  }
}
