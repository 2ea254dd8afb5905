package import DNS
package import DNSWire

/// Publishes in one zone by dynamic update (RFC 2136) signed with TSIG (RFC 8945).
package struct ZonePublisher: DeclarationPublisher {
  /// The most octets of records an RRset may have here: a DNS message holds 65,535 in all.
  package static let maximumOctets = 60_000
  package static let defaultTTL: UInt32 = 300
  package static let longestTTL: UInt32 = 3600

  let zone: DomainName
  let primary: ServerAddress
  let servers: [ServerAddress]
  let updater: DynamicUpdater
  private let updates: UpdateQueue
  let ttl: UInt32
  let timeout: Duration
  let confirmation: Duration

  /// - Parameters:
  ///   - primary: takes the updates.
  ///   - servers: every authoritative server of the zone.
  ///   - ttl: seconds.
  ///   - timeout: for one query.
  ///   - confirmation: how long the servers may take to serve what was published.
  package init(
    zone: DomainName, primary: ServerAddress, servers: [ServerAddress], updater: DynamicUpdater,
    ttl: UInt32 = Self.defaultTTL, timeout: Duration = .seconds(3), confirmation: Duration = .seconds(30)
  ) {
    self.zone = zone
    self.primary = primary
    self.servers = servers.isEmpty ? [primary] : servers
    self.updater = updater
    self.updates = UpdateQueue(updater)
    self.ttl = min(ttl, Self.longestTTL)
    self.timeout = timeout
    self.confirmation = confirmation
  }

  package func served(at owner: String) async throws(StepFailure) -> ServedRRset {
    try await self.served(Self.name(owner), by: self.primary)
  }

  package func replace(
    at owner: String, seen: ServedRRset, by records: [[UInt8]], patience: Duration
  ) async throws(StepFailure) {
    let rdata = records.map { TXTData.encode($0) }
    let octets = rdata.reduce(0) { $0 + $1.count }
    guard octets <= Self.maximumOctets else { throw Self.tooLarge(owner, octets) }
    let name = try Self.name(owner)
    try await self.send(
      UpdateMessage.replacing(seen.rdata, at: name, .txt, in: self.zone, by: rdata, ttl: self.ttl), owner,
      patience: patience)
  }

  package func change(
    at owner: String, seen: ServedRRset, removing removed: [[UInt8]], adding added: [[UInt8]]
  ) async throws(StepFailure) {
    let name = try Self.name(owner)
    let rdata = added.map { TXTData.encode($0) }
    let octets = (seen.rdata + rdata).reduce(0) { $0 + $1.count } - removed.reduce(0) { $0 + $1.count }
    guard octets <= Self.maximumOctets else { throw Self.tooLarge(owner, octets) }
    let changes =
      removed.map { UpdateMessage.Change.deleteRecord(name, .txt, rdata: $0) }
      + rdata.map { .add(ResourceRecord(name, .txt, ttl: self.ttl, rdata: $0)) }
    try await self.send(
      UpdateMessage(
        zone: self.zone, prerequisites: [.rrsetEquals(name, .txt, rdata: seen.rdata)], changes: changes), owner)
  }

  private static func tooLarge(_ owner: String, _ octets: Int) -> StepFailure {
    .refused(
      "rrsetTooLarge", "the records at \(owner) would have \(octets) octets, \(Self.maximumOctets) are allowed")
  }

  package func remove(at owner: String, _ records: [[UInt8]]) async throws(StepFailure) {
    let name = try Self.name(owner)
    let changes = records.map { UpdateMessage.Change.deleteRecord(name, .txt, rdata: TXTData.encode($0)) }
    guard !changes.isEmpty else { return }
    try await self.send(UpdateMessage(zone: self.zone, changes: changes), owner)
  }

  private func send(
    _ update: UpdateMessage, _ owner: String, patience: Duration = .zero
  ) async throws(StepFailure) {
    do {
      try await self.updates.send(update, patience: patience)
    } catch {
      throw StepFailure(error, at: owner)
    }
  }

  /// How many updates wait, for tests.
  var waitingUpdates: Int { get async { await self.updates.count } }

  package func confirm(at owner: String, _ records: [[UInt8]]) async throws(StepFailure) {
    try await self.everywhere(owner) { $0.holds(records) }
  }

  package func confirmPresence(at owner: String, of records: Set<[UInt8]>) async throws(StepFailure) {
    try await self.everywhere(owner) { records.isSubset(of: Set($0.texts.compactMap(\.self))) }
  }

  package func confirmAbsence(at owner: String, of records: Set<[UInt8]>) async throws(StepFailure) {
    try await self.everywhere(owner) { $0.texts.allSatisfy { $0.map { !records.contains($0) } ?? true } }
  }

  private func everywhere(
    _ owner: String, _ holds: @escaping @Sendable (ServedRRset) -> Bool
  ) async throws(StepFailure) {
    let name = try Self.name(owner)
    let failures = await withTaskGroup(of: StepFailure?.self) { group in
      for server in self.servers {
        group.addTask { await self.wait(until: holds, at: name, on: server) }
      }
      var failures: [StepFailure] = []
      for await failure in group { failures += [failure].compactMap(\.self) }
      return failures
    }
    if let failure = failures.first { throw failure }
  }

  private func wait(
    until holds: (ServedRRset) -> Bool, at name: DomainName, on server: ServerAddress
  ) async -> StepFailure? {
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: self.confirmation)
    var pause = Duration.milliseconds(20)
    while true {
      var trouble = "it has something else"
      do throws(StepFailure) {
        if holds(try await self.served(name, by: server)) { return nil }
      } catch {
        trouble = error.message
      }
      guard clock.now.advanced(by: pause) < end, (try? await Task.sleep(for: pause)) != nil else {
        return .unavailable(
          "notServed", "\(server) does not serve what was published at \(name): \(trouble)",
          next: "Does it take the zone over from \(self.primary)?")
      }
      pause = min(pause * 2, .seconds(1))
    }
  }

  private func served(_ name: DomainName, by server: ServerAddress) async throws(StepFailure) -> ServedRRset {
    let reply: DNSMessage
    do {
      reply = try await ServerQuery.ask(
        Question(name, .txt), at: server, timeout: self.timeout, transport: .udpThenTCP, dnssecOK: true)
    } catch {
      throw .unavailable("serverUnreachable", "\(server) did not answer for \(name): \(error)")
    }
    guard reply.responseCode == .noError || reply.responseCode == .nameError else {
      throw .unavailable("serverFailed", "\(server) answered \(reply.responseCode) for \(name)")
    }
    guard reply.header.isAuthoritative else {
      throw .unavailable(
        "notAuthoritative", "\(server) is not an authoritative server of \(self.zone)",
        next: "Correct servers: of this zone in warifud.yaml")
    }
    // What a wildcard made is no RRset at this name: an update could neither demand nor delete it.
    let rdata = reply.isMadeByWildcard(name) ? [] : reply.answers(name, .txt).map(\.rdata)
    return ServedRRset(rdata: rdata, texts: rdata.map { try? TXTData.join($0) })
  }

  private static func name(_ owner: String) throws(StepFailure) -> DomainName {
    do {
      return try DomainName(owner)
    } catch {
      throw .refused("nameTooLong", "\(owner) is no domain name: \(error)")
    }
  }
}

extension DNSMessage {
  /// Whether the TXT answer was made from a wildcard: then its signature covers fewer labels than the name has
  /// (RFC 4034 §3.1.3).
  fileprivate func isMadeByWildcard(_ name: DomainName) -> Bool {
    let labels = name.labels.count
    return self.answers(name, .rrsig).contains { signature in
      let rdata = signature.rdata
      guard rdata.count >= 18, UInt16(rdata[0]) << 8 | UInt16(rdata[1]) == RecordType.txt.rawValue else { return false }
      return Int(rdata[3]) < labels
    }
  }
}
