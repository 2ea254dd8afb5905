import DNS
import DNSWire

/// Asks one server everything at once.
struct ServerSurvey: Sendable {
  let zone: ExaminedZone
  /// A name in the zone that nobody has.
  let absentName: DomainName
  /// For each question.
  let timeout: Duration

  func facts(_ server: ServerAddress, isConfigured: Bool) async -> ServerFacts {
    let name = self.zone.name
    async let start = self.ask(name, .soa, server)
    async let startOverTCP = self.ask(name, .soa, server, over: .tcp)
    async let keys = self.ask(name, .dnskey, server)
    async let parameters = self.ask(name, .nsec3param, server)
    async let nameservers = self.ask(name, .ns, server)
    async let denial = self.ask(self.absentName, .txt, server)
    async let records = self.records(server)
    return ServerFacts(
      server: server, isConfigured: isConfigured, start: await start, startOverTCP: await startOverTCP,
      keys: await keys, parameters: await parameters, nameservers: await nameservers, denial: await denial,
      records: await records)
  }

  /// A few names at a time, so that no server takes it for an attack.
  private func records(_ server: ServerAddress) async -> [DomainName: ServerFacts.Answer] {
    var answers: [DomainName: ServerFacts.Answer] = [:]
    var rest = self.zone.comparedOwners[...]
    while !rest.isEmpty {
      let some = rest.prefix(10)
      rest = rest.dropFirst(10)
      await withTaskGroup(of: (DomainName, ServerFacts.Answer).self) { group in
        for owner in some { group.addTask { (owner, await self.ask(owner, .txt, server)) } }
        for await (owner, answer) in group { answers[owner] = answer }
      }
      // A server that is gone is not asked a hundred times.
      if some.allSatisfy({ (try? answers[$0]?.get()) == nil }) { break }
    }
    return answers
  }

  private func ask(
    _ name: DomainName, _ type: RecordType, _ server: ServerAddress, over transport: ServerTransport = .udpThenTCP
  ) async -> ServerFacts.Answer {
    do throws(ServerQueryError) {
      return .success(
        try await ServerQuery.ask(
          Question(name, type), at: server, timeout: self.timeout, transport: transport, dnssecOK: true))
    } catch {
      return .failure(error)
    }
  }
}
