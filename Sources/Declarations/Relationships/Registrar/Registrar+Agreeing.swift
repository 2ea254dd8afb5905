import AgentStore
import Declarations
import PartnerLink
import TLSKeys

extension Registrar {
  /// Names our keys to the partner and learns its own. What later steps need from the DNS is asked for meanwhile.
  func agreeKeys(_ relationship: Relationship, _ hints: DriveHints) async throws {
    if relationship.served == .both {
      let (origin, destination) = try await self.ownKeys(relationship.pair)
      try await self.record(
        relationship.round,
        .keysAgreed(
          AgreedKeys(keys: HostKeys(origin: origin.spkis, destination: destination.spkis), maximumValidity: nil)))
      return
    }
    let partner = try self.entry(of: relationship)
    if hints.naming == nil { self.lookAtNaming(relationship.theirHost, partner, hints) }
    if relationship.served.publishes, hints.seen == nil {
      let owner = try self.owner(of: relationship.pair)
      let publisher = try self.organization.publisher(for: owner)
      hints.seen = Task(executorPreference: NetworkExecutor.shared) { await Self.served(at: owner, by: publisher) }
    }
    let own = try await self.declaredKeys(of: relationship.ourHost, ahead: hints.take(\.keysAhead))
    hints.ownKeys = own
    switch try await self.opening(relationship, partner, own) {
    case .opened(let keys, let maximumValidity, let latestExpiry):
      let theirs = try HostKeyList.read(keys, of: relationship.theirHost).map(\.spkiDER)
      let isOrigin = relationship.served == .origin
      let agreed = AgreedKeys(
        keys: HostKeys(origin: isOrigin ? own.spkis : theirs, destination: isOrigin ? theirs : own.spkis),
        maximumValidity: min(maximumValidity, partner.maximumSpan), latestExpiry: latestExpiry)
      var next = relationship
      next.agree(agreed)
      hints.theirHalf = Task(executorPreference: NetworkExecutor.shared) { [next] in
        await self.countersigned(next, partner)
      }
      try await self.record(relationship.round, .keysAgreed(agreed))
    case .behind(let generation):
      guard relationship.state == .proposed, generation >= relationship.generation,
        generation < Round.lastGeneration, generation - relationship.generation < Round.largestStep
      else {
        throw StepFailure.refused(
          "generation", "\(partner.name) says that round \(relationship.generation) is over",
          next: "Withdraw the relationship and create it anew")
      }
      try await self.record(relationship.round, .outpaced(generation: generation + 1))
    }
  }

  /// Asks for what the first steps of a round with a partner need, while it is written down.
  func askAhead(_ pair: HostPair, _ served: ServedEnds, _ partner: PartnerEntry) -> DriveHints {
    let hints = DriveHints()
    let (ours, theirs) = served == .origin ? (pair.origin, pair.destination) : (pair.destination, pair.origin)
    hints.keysAhead = Task(executorPreference: NetworkExecutor.shared) { await self.askedKeys(of: ours) }
    self.lookAtNaming(theirs, partner, hints)
    return hints
  }

  private nonisolated func lookAtNaming(_ host: HostName, _ partner: PartnerEntry, _ hints: DriveHints) {
    let naming = AgentNaming(sight: self.sight)
    hints.naming = Task(executorPreference: NetworkExecutor.shared) { await Self.problem(naming, host, partner) }
  }

  private func askedKeys(of name: HostName) async -> DriveHints.AskedKeys {
    var choice: HostKeyChoice?
    do throws(StepFailure) {
      let found = try await self.keyChoice(of: name)
      choice = found
      return .init(choice: choice, keys: .success(try await self.host(name).keys(found, now: self.now())))
    } catch {
      return .init(choice: choice, keys: .failure(error))
    }
  }

  /// What was asked for counts only if nothing was said about the keys meanwhile, above all not before the round was written
  /// down: whoever changes the choice looks at the rounds that are.
  private func declaredKeys(
    of name: HostName, ahead: Task<DriveHints.AskedKeys, Never>?
  ) async throws(StepFailure) -> [HostKey] {
    var asked = await ahead?.valueUnlessCancelled
    // An operator who changes his mind faster is seen to by the next round.
    for _ in 0..<3 {
      let found = if let asked { asked } else { await self.askedKeys(of: name) }
      if try await self.keyChoice(of: name) == found.choice { return try found.keys.get() }
      asked = nil
    }
    return try await self.declaredKeys(of: name)
  }

  private static func problem(
    _ naming: AgentNaming, _ host: HostName, _ partner: PartnerEntry
  ) async -> StepFailure? {
    do throws(StepFailure) {
      try await naming.check(host, names: partner.pins)
      return nil
    } catch {
      return error
    }
  }

  private static func served(at owner: String, by publisher: any DeclarationPublisher) async -> ServedRRset? {
    try? await publisher.served(at: owner)
  }

  /// Both sides may begin at once: then the origin's opening counts, and the destination waits for it.
  private func opening(
    _ relationship: Relationship, _ partner: PartnerEntry, _ keys: [HostKey]
  ) async throws -> OpenAnswer {
    let changes = self.watch(relationship.pair)
    do {
      return try await partner.agent.open(relationship.round, keys: keys.spkis)
    } catch {
      guard error.code == "underWay", relationship.served == .destination, relationship.state == .proposed else {
        throw error
      }
      await Self.first(of: changes, within: self.patience.publication)
      let current = try await self.store.relationship(relationship.pair)
      guard current?.startedHere == true, current?.state == relationship.state else {
        // The origin's opening has come meanwhile: this is no longer our round to fail.
        throw RecordError.impossible(ImpossibleTransition(event: "opening", reason: .state(current?.state)))
      }
      throw error
    }
  }

  func ownKeys(_ pair: HostPair) async throws(StepFailure) -> (origin: [HostKey], destination: [HostKey]) {
    (try await self.declaredKeys(of: pair.origin), try await self.declaredKeys(of: pair.destination))
  }

  func entry(of relationship: Relationship) throws(StepFailure) -> PartnerEntry {
    guard let partner = self.organization.partners.first(where: { $0.name == relationship.partner }) else {
      throw .refused(
        "noPartner", "warifud.yaml no longer names the partner \(relationship.partner ?? "") of \(relationship.pair)",
        next: "Name it again, or withdraw the relationship")
    }
    return partner
  }

  nonisolated func owner(of pair: HostPair) throws(StepFailure) -> String {
    guard let owner = RelationshipNames.declarationOwner(origin: pair.origin, destination: pair.destination) else {
      throw .refused("nameTooLong", "\(pair.destination)._m2dmrt.\(pair.origin) has more than 253 octets")
    }
    return owner
  }

  static func notOurs(_ pair: HostPair) -> StepFailure {
    .refused(
      "notOurHost", "this agent speaks neither for \(pair.origin) nor for \(pair.destination)",
      next: "Name the host under hosts: in warifud.yaml")
  }
}
