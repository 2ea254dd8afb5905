import AgentControl
import AgentStore
import DNS
import DNSWire
import Declarations
import Monitoring
import PartnerLink
import Relationships
import Settings
import TLSKeys

/// What the agent does for the people at its control socket.
struct ControlDesk: ControlHandler {
  let current: CurrentTerm
  let board: MonitorBoard
  let startedAt: Int64
  let now: @Sendable () -> Int64

  var configuration: AgentConfiguration { self.current.value.configuration }
  var registrar: Registrar { self.current.value.registrar }
  var policies: PolicyDesk { self.current.value.policies }

  func status() async throws(ControlError) -> AgentStatus {
    var counts: [String: Int] = [:]
    for (state, count) in try await self.stored({ try await $0.counts() }) { counts[state.rawValue] = count }
    var status = AgentStatus(
      organization: self.configuration.organization, version: ProductVersion.current,
      pin: self.configuration.identity.pin.base64URL, listen: self.configuration.listen?.description,
      startedAt: self.startedAt, clock: self.now(), identityExpires: self.configuration.identity.certificate.notAfter,
      hosts: self.configuration.hosts.map(\.name.description), partners: self.configuration.partners.map(\.name),
      relationships: counts)
    status.shared = self.registrar.division.share().map(SharedWorkInfo.init)
    status.zones = self.configuration.publishers.map { publisher in
      PublishedZone(name: publisher.zone.description, servers: publisher.servers.map(\.description))
    }
    return status
  }

  func createRelationship(
    origin: String, destination: String, progress: @escaping @Sendable (RelationshipStep) -> Void
  ) async throws(ControlError) -> RelationshipInfo {
    let pair = try Self.pair(origin, destination)
    let tell = Self.steps(to: progress)
    return try await Self.asked(pair.description) { () async throws(StepFailure) in
      RelationshipInfo(try await self.registrar.create(pair, progress: tell))
    }
  }

  func renewRelationship(
    origin: String, destination: String, progress: @escaping @Sendable (RelationshipStep) -> Void
  ) async throws(ControlError) -> RelationshipInfo {
    let pair = try Self.pair(origin, destination)
    let tell = Self.steps(to: progress)
    return try await Self.asked(pair.description) { () async throws(StepFailure) in
      RelationshipInfo(try await self.registrar.renew(pair, progress: tell))
    }
  }

  /// What turns the states of a relationship into steps for a person, with the time since now.
  private static func steps(
    to progress: @escaping @Sendable (RelationshipStep) -> Void
  ) -> @Sendable (Relationship) -> Void {
    let clock = ContinuousClock()
    let began = clock.now
    return { relationship in
      progress(
        RelationshipStep(
          state: relationship.state.rawValue, text: Self.words(relationship),
          milliseconds: (clock.now - began) / .milliseconds(1)))
    }
  }

  func relationships() async throws(ControlError) -> [RelationshipInfo] {
    try await self.stored { try await $0.relationships() }.map { RelationshipInfo($0) }
  }

  func relationship(origin: String, destination: String) async throws(ControlError) -> RelationshipInfo {
    let pair = try Self.pair(origin, destination)
    guard let found = try await self.stored({ try await $0.relationship(pair) }) else {
      throw ControlError(
        code: "noRelationship", subject: pair.description, message: "there is no relationship \(pair)",
        next: "See: warifu relationship list")
    }
    return RelationshipInfo(found)
  }

  func withdrawRelationship(
    origin: String, destination: String, reason: String
  ) async throws(ControlError) -> Withdrawal {
    let pair = try Self.pair(origin, destination)
    return try await Self.asked(pair.description) { () async throws(StepFailure) in
      let outcome = try await self.registrar.withdraw(pair, reason: reason)
      return Withdrawal(
        relationship: RelationshipInfo(outcome.relationship), verifiesUntil: outcome.verifiesUntil,
        partnerTold: outcome.partnerTold)
    }
  }

  func policy(host: String) async throws(ControlError) -> HostPolicy {
    let host = try Self.host(host)
    return try await Self.asked(host.description) { () async throws(StepFailure) in try await self.policies.show(host) }
  }

  func setPolicy(host: String, record: String) async throws(ControlError) -> HostPolicy {
    let host = try Self.host(host)
    return try await Self.asked(host.description) { () async throws(StepFailure) in
      try await self.policies.set(host, record)
    }
  }

  func removePolicy(host: String) async throws(ControlError) -> HostPolicy {
    let host = try Self.host(host)
    return try await Self.asked(host.description) { () async throws(StepFailure) in try await self.policies.remove(host)
    }
  }

  func partners() async throws(ControlError) -> [PartnerInfo] {
    self.configuration.partners.map { partner in
      PartnerInfo(
        name: partner.name, address: partner.address.description, pins: partner.certificates.map(\.pin.base64URL),
        certificateExpires: partner.certificates.map(\.leaf.notAfter).max() ?? 0,
        pairs: partner.pairs.map(\.description))
    }
  }

  func testPartner(name: String) async throws(ControlError) -> PartnerAnswer {
    guard let partner = self.registrar.organization.partners.first(where: { $0.name == name }),
      let address = self.configuration.partners.first(where: { $0.name == name })?.address
    else {
      throw ControlError(
        code: "noPartner", subject: name, message: "warifud.yaml names no partner \(name)",
        next: "See: warifu partner list")
    }
    let clock = ContinuousClock()
    let began = clock.now
    let greeting = try await Self.asked(name) { () async throws(StepFailure) in
      // A link that failed lately waits a moment before it connects again.
      while clock.now - began < Self.firstContact {
        do throws(StepFailure) {
          return try await partner.agent.hello()
        } catch {
          guard error.code == "partnerUnreachable" else { throw error }
          guard (try? await Task.sleep(for: .milliseconds(250))) != nil else { throw error }
        }
      }
      return try await partner.agent.hello()
    }
    return PartnerAnswer(
      name: name, agent: greeting.agent, address: address.description, clockDifference: greeting.clock - self.now(),
      milliseconds: (clock.now - began) / .milliseconds(1))
  }

  /// How long a partner is tried that cannot be reached: its agent may just be starting.
  private static let firstContact: Duration = .seconds(6)

  func stored<Value>(
    _ read: (any RelationshipStore) async throws -> Value
  ) async throws(ControlError) -> Value {
    do {
      return try await read(self.registrar.store)
    } catch {
      throw ControlError(kind: .unreachable, code: "store", subject: self.configuration.storeFile, message: "\(error)")
    }
  }

  static func asked<Value>(
    _ subject: String, _ body: () async throws(StepFailure) -> Value
  ) async throws(ControlError) -> Value {
    do {
      return try await body()
    } catch {
      throw ControlError(error, subject)
    }
  }

  static func host(_ text: String) throws(ControlError) -> HostName {
    do {
      return try HostName(text)
    } catch {
      throw ControlError(code: "hostName", subject: text, message: "\(error)")
    }
  }

  static func pair(_ origin: String, _ destination: String) throws(ControlError) -> HostPair {
    HostPair(origin: try self.host(origin), destination: try self.host(destination))
  }

  private static func words(_ relationship: Relationship) -> String {
    switch relationship.state {
    case .proposed: "asking \(relationship.partner ?? "nobody: both hosts are ours")"
    case .keysAgreed: "keys agreed"
    case .halvesExchanged: "both halves signed and exchanged"
    case .published: "published, served everywhere and validated"
    case .established: "established: the destination sees it too"
    case .failed: "failed"
    case .withdrawing: "being undone"
    case .withdrawn: "withdrawn"
    }
  }
}
