import AgentStore
import Declarations
import Logging
import TLSKeys

/// What this agent answers to its partners' agents. A refusal is thrown as ``StepFailure`` of kind *refused*.
extension Registrar {
  /// The caller names a pair and its own host's keys.
  package func open(
    _ round: Round, keys: [[UInt8]], from caller: Caller
  ) async throws(StepFailure) -> OpenAnswer {
    let (served, partner) = try self.mayAsk(round.pair, caller)
    let stored = try await self.storedRelationship(round.pair)
    let known = stored?.generation ?? 0
    guard (1...Round.lastGeneration).contains(round.generation), round.generation - known <= Round.largestStep else {
      throw .refused(
        "generation", "round \(round.generation) is too far ahead: this agent knows \(known) rounds of \(round.pair)")
    }
    try await self.noteFence(round, stored)
    let owner = try self.owner(of: round.pair)
    if served == .origin { _ = try self.organization.publisher(for: owner) }
    let isOrigin = served == .origin
    let theirHost = isOrigin ? round.pair.destination : round.pair.origin
    let ourHost = isOrigin ? round.pair.origin : round.pair.destination
    let theirs = try HostKeyList.read(keys, of: theirHost).map(\.spkiDER)
    let naming = AgentNaming(sight: self.sight)
    let choice = try await self.keyChoice(of: ourHost)
    async let named: Void = naming.check(theirHost, names: [caller.pin])
    async let ours = self.host(ourHost).keys(choice, now: self.now())
    let own: [HostKey]
    do {
      try await named
      own = try await ours
    } catch let failure as StepFailure {
      throw failure
    } catch {
      throw .unavailable("internal", "\(error)")
    }
    let agreed = AgreedKeys(
      keys: HostKeys(origin: isOrigin ? own.spkis : theirs, destination: isOrigin ? theirs : own.spkis),
      maximumValidity: partner.maximumSpan, latestExpiry: own.certificatesExpire)
    do {
      try await self.record(
        round.pair,
        .opened(partner: caller.partner, served: served, generation: round.generation, keys: agreed))
    } catch .impossible(let impossible) {
      return try Self.answer(impossible, round)
    } catch {
      throw error.stepFailure
    }
    // What was said about our keys while the signing agent was asked made the round before due, not this one.
    if try await self.keyChoice(of: ourHost) != choice { try await self.note(round, .due(at: self.now())) }
    return .opened(keys: own.spkis, maximumValidity: partner.maximumSpan, latestExpiry: own.certificatesExpire)
  }

  /// The caller wants our host's signatures over its host's keys.
  package func countersign(
    _ round: Round, _ request: CountersignRequest, from caller: Caller
  ) async throws(StepFailure) -> [SignedHalf] {
    let relationship = try await self.current(round, caller)
    let ours = try relationship.half(by: relationship.ourHost)
    guard request.signer == relationship.ourHost, request.target == relationship.theirHost,
      request.targetKeys == ours.targetKeys,
      request.signerKeys.isEmpty || request.signerKeys == ours.signerKeys.map(\.digest)
    else { throw .refused("statementFields", "the statement asked for is not about the keys of this round") }
    let times = StatementTimes(notBefore: request.notBefore, expires: request.expires)
    if let given = relationship.givenHalf(ours, now: self.now()), let before = given.first?.times {
      // Once the halves are exchanged, what was given stays; before, it is given again while it will do, so that a
      // partner that asks and asks costs one signature.
      let age = times.notBefore.subtractingReportingOverflow(before.notBefore)
      let willDo =
        !age.overflow && (0...StatementTimes.clockTolerance).contains(age.partialValue)
        && before.expires <= request.expires
      if relationship.state != .keysAgreed || times == before || willDo { return given }
    }
    guard relationship.state == .keysAgreed else {
      throw .refused("underWay", "\(round) has its halves already")
    }
    try times.check(
      now: self.now(), maximumSpan: relationship.maximumValidity ?? StatementTimes.maximumSpan,
      latestExpiry: relationship.latestExpiry)
    try await self.checkNamedStill(relationship, caller)
    let half = try await self.sign(ours, times)
    try await self.note(round, .halfGiven(records: half.map(\.text), expires: times.expires))
    return half
  }

  /// The caller hands over its own half.
  package func deliver(_ round: Round, _ halves: [SignedHalf], from caller: Caller) async throws(StepFailure) {
    let relationship = try await self.current(round, caller)
    let half = try relationship.half(by: relationship.theirHost).check(halves, times: nil)
    guard
      let own = relationship.givenHalf(try relationship.half(by: relationship.ourHost), now: self.now())
    else { throw .refused("notOpen", "our half of \(round) was not asked for yet") }
    if relationship.state == .keysAgreed, let times = half.first?.times {
      try times.check(now: self.now(), maximumSpan: StatementTimes.maximumSpan)
      try await self.checkNamedStill(relationship, caller)
    }
    let isOrigin = relationship.served == .origin
    try await self.note(
      round,
      .halvesExchanged(
        Halves(origin: (isOrigin ? own : half).map(\.text), destination: (isOrigin ? half : own).map(\.text)),
        validUntil: min(half.expires, own.expires)))
    self.request(round.pair)
  }

  /// The opening, at which the caller's host was seen to name the caller, may be some minutes old.
  private func checkNamedStill(_ relationship: Relationship, _ caller: Caller) async throws(StepFailure) {
    guard self.now() - relationship.createdAt > self.patience.namingHolds else { return }
    try await AgentNaming(sight: self.sight).check(relationship.theirHost, names: [caller.pin])
  }

  /// The origin's agent has published; we look for ourselves.
  package func published(
    _ round: Round, validUntil: Int64, from caller: Caller
  ) async throws(StepFailure) -> Sight {
    let relationship = try await self.current(round, caller, driven: true)
    guard relationship.served == .destination else {
      throw .refused("notTheDestination", "this agent speaks for the origin of \(round.pair)")
    }
    guard relationship.state != .keysAgreed, relationship.state != .proposed else {
      // Our own call that hands the half over may still be on its way back to us.
      throw .unavailable("notReady", "the halves of \(round) are not both here yet")
    }
    let sight = try await self.look(at: relationship)
    if sight.verdict == .verified {
      let established = try await self.note(round, .published, .seen)
      // A key may have been added, or said to go, while the round was under way.
      if established.dueAt.map({ $0 <= self.now() }) == true { self.request(round.pair) }
    }
    return sight
  }

  /// The caller ends the relationship.
  ///
  /// - Returns: until when the halves given before verify, Unix seconds; nil when there are none.
  package func withdraw(_ round: Round, reason: String, from caller: Caller) async throws(StepFailure) -> Int64? {
    let stored = try await self.storedRelationship(round.pair)
    guard let relationship = stored, relationship.partner == caller.partner,
      round.generation >= relationship.firstGeneration
    else { return nil }
    try await self.noteFence(round, stored)
    // One that failed here keeps its own reason: what comes may be the echo of what the partner was told.
    if relationship.state.isOver {
      try await self.noteOvertaken(round, relationship)
      return relationship.givenUntil
    }
    let changes = self.watch(round.pair)
    let begun: Relationship
    do {
      begun = try await self.record(
        round.pair, .withdrawalBegun(reason: "\(caller.partner): \(reason.oneLine(500))"))
    } catch {
      throw error.stepFailure
    }
    if begun.state == .withdrawing {
      if begun.needsRemoval {
        // Only the pair's driver writes to the zone: an update of its own may be on its way, and must not come after
        // the removal.
        self.request(round.pair)
        for await relationship in Self.until(changes, self.patience.removal) where !relationship.needsRemoval {
          break
        }
      }
      _ = try? await self.record(begun.round, .partnerTold)
      // Whatever is left over the pair's driver goes on with by itself.
      self.request(round.pair)
    }
    return begun.givenUntil
  }

  /// Whether the file lets this partner have this pair with us; says for which end we speak.
  private func mayAsk(
    _ pair: HostPair, _ caller: Caller
  ) throws(StepFailure) -> (served: ServedEnds, partner: PartnerEntry) {
    guard let entry = self.organization.partners.first(where: { $0.name == caller.partner }),
      let served = self.organization.served(pair), served != .both, pair.origin != pair.destination, entry.allows(pair)
    else {
      throw .refused(
        "notAPartnerPair", "\(pair) is not a relationship this agent may have with the caller",
        next: "Ask its operator to name the pair in its warifud.yaml")
    }
    return (served, entry)
  }

  /// The opening of a round that is over already may still be on its way: it must not begin anything here.
  private func noteOvertaken(_ round: Round, _ relationship: Relationship) async throws(StepFailure) {
    let step = round.generation - relationship.generation
    guard round.generation <= Round.lastGeneration, 1...Round.largestStep ~= step else { return }
    do {
      try await self.record(round.pair, .overtaken(generation: round.generation))
    } catch .impossible {
      // Another call came before this one: the round it is about is known by now.
      return
    } catch {
      throw error.stepFailure
    }
  }

  /// Several agents of the partner may share its work: one that has lost its claim is behind the one that has it.
  private func noteFence(_ round: Round, _ relationship: Relationship?) async throws(StepFailure) {
    // None at all is an agent that shares nothing, as after a move from a shared store to one of its own.
    guard let relationship, round.fence != 0 else { return }
    guard round.fence >= relationship.partnerFence else {
      self.logger.notice(
        "A late call of an agent that has lost its claim was refused",
        metadata: [
          "code": "staleFence", "pair": "\(round.pair)", "claim": "\(round.fence)",
          "after": "\(relationship.partnerFence)",
        ])
      throw .refused(
        "staleFence", "claim \(round.fence) on \(round.pair) is over: \(relationship.partnerFence) came after it")
    }
    guard round.fence > relationship.partnerFence else { return }
    do {
      try await self.record(round.pair, .fenced(round.fence))
    } catch {
      throw error.stepFailure
    }
  }

  /// The round a call is about; refused where it is over, another's, or ours to drive.
  private func current(
    _ round: Round, _ caller: Caller, driven: Bool = false
  ) async throws(StepFailure) -> Relationship {
    _ = try self.mayAsk(round.pair, caller)
    let stored = try await self.storedRelationship(round.pair)
    guard let relationship = stored, relationship.partner == caller.partner else {
      throw .refused("notOpen", "\(round) was not opened")
    }
    try await self.noteFence(round, stored)
    guard relationship.generation == round.generation else {
      throw .refused("generation", "\(round) is not the round under way, which is \(relationship.generation)")
    }
    guard driven || !relationship.startedHere else {
      throw .refused("underWay", "\(round) was begun by this agent")
    }
    switch relationship.state {
    case .failed:
      throw .refused(
        relationship.failure?.code ?? "failed", relationship.failure?.message ?? "\(round) came to nothing",
        next: relationship.failure?.next ?? "")
    case .withdrawing where relationship.withdrawReason == nil:
      throw .refused(
        relationship.failure?.code ?? "failed", relationship.failure?.message ?? "\(round) is being undone")
    case .withdrawing, .withdrawn: throw .refused("withdrawn", "\(round) was withdrawn")
    case .proposed, .keysAgreed, .halvesExchanged, .published, .established: return relationship
    }
  }

  @discardableResult
  private func note(_ round: Round, _ events: RelationshipEvent...) async throws(StepFailure) -> Relationship {
    do {
      return try await self.record(round, events)
    } catch {
      throw error.stepFailure
    }
  }

  private static func answer(_ impossible: ImpossibleTransition, _ round: Round) throws(StepFailure) -> OpenAnswer {
    switch impossible.reason {
    case .generation(let ours, _): return .behind(generation: ours)
    case .state, .contradiction: throw .refused("underWay", "\(round): \(impossible)")
    }
  }
}
