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
    let absent = (self.zone.fences.first ?? self.zone.name).with(label: self.absentLabel)
    let survey = ServerSurvey(zone: self.zone, absentName: absent, timeout: self.patience.query)
    let others = await self.unnamedServers()
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: self.patience.transfer)
    while true {
      let facts = await self.once(survey, others)
      guard !facts.behind.isEmpty, clock.now < end, (try? await Task.sleep(for: .milliseconds(500))) != nil else {
        return facts
      }
    }
  }

  private func once(_ survey: ServerSurvey, _ others: [ServerAddress]) async -> ZoneFacts {
    let configured = self.zone.configuredServers
    let all = Array((configured.map { ($0, true) } + others.map { ($0, false) }).prefix(Self.mostServers))
    let servers = await withTaskGroup(of: (Int, ServerFacts).self) { group in
      for (index, (server, isConfigured)) in all.enumerated() {
        group.addTask { (index, await survey.facts(server, isConfigured: isConfigured)) }
      }
      var servers: [(Int, ServerFacts)] = []
      for await one in group { servers.append(one) }
      return servers.sorted { $0.0 < $1.0 }.map(\.1)
    }
    return ZoneFacts(zone: self.zone, servers: servers, now: self.now())
  }

  /// The addresses of the zone's NS records that the file does not name, whatever port it names them with.
  private func unnamedServers() async -> [ServerAddress] {
    guard case .records(let rdata, _, _) = await self.resolvers.lookup(self.zone.name, .ns).answer else { return [] }
    let names = Set(rdata.prefix(Self.mostServers).compactMap { try? DomainName(rdata: $0) })
    let known = Set(self.zone.configuredServers.map(\.host))
    let hosts = await withTaskGroup(of: [String].self) { group in
      for name in names { group.addTask { await self.resolvers.addresses(of: name) } }
      var hosts: Set<String> = []
      for await some in group { hosts.formUnion(some) }
      return hosts.subtracting(known).sorted()
    }
    return hosts.compactMap { try? ServerAddress($0.contains(":") ? "[\($0)]" : $0) }
  }
}

extension DomainName {
  /// The name one label below this one; this one itself where that would be too long.
  func with(label: String) -> DomainName {
    (try? DomainName(labels: [Array(label.utf8)] + self.labels)) ?? self
  }
}
