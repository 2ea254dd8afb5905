import DNS
import DNSWire

/// Asks a validator about the zone, and the zone's servers for its keys.
struct DelegationSurvey: Sendable {
  let zone: ExaminedZone
  let resolvers: ResolverPaths
  let timeout: Duration

  func facts() async -> DelegationFacts {
    async let start = self.resolvers.lookup(self.zone.name, .soa)
    async let parent = self.resolvers.lookup(self.zone.name, .ds)
    async let keys = self.keys()
    return DelegationFacts(zone: self.zone, start: await start, parent: await parent, keys: await keys)
  }

  private func keys() async -> [DNSKEYData]? {
    let answers = await withTaskGroup(of: (Int, [DNSKEYData]?).self) { group in
      for (index, server) in self.zone.configuredServers.prefix(8).enumerated() {
        group.addTask { (index, await self.keys(of: server)) }
      }
      var answers: [(Int, [DNSKEYData]?)] = []
      for await answer in group { answers.append(answer) }
      return answers.sorted { $0.0 < $1.0 }.compactMap(\.1)
    }
    return answers.first { !$0.isEmpty } ?? answers.first
  }

  private func keys(of server: ServerAddress) async -> [DNSKEYData]? {
    let question = Question(self.zone.name, .dnskey)
    guard let answer = try? await ServerQuery.ask(question, at: server, timeout: self.timeout),
      answer.header.isAuthoritative, answer.responseCode == .noError
    else { return nil }
    return answer.answers(self.zone.name, .dnskey).compactMap { try? DNSKEYData($0.rdata) }
  }
}
