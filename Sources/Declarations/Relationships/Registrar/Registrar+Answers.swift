import AgentStore
import Declarations
import TLSKeys

/// What this agent answers to its partners' agents. A refusal is thrown as ``StepFailure`` of kind *refused*.
extension Registrar {
  /// The caller names a pair and its own host's keys.
  package func open(
    _ round: Round, keys: [[UInt8]], from caller: Caller
  ) async throws(StepFailure) -> OpenAnswer {
    let served = try self.mayAsk(round.pair, caller)
    guard (1...Round.lastGeneration).contains(round.generation) else {
      throw .refused("generation", "rounds count from 1 to \(Round.lastGeneration)")
    }
    let owner = try self.owner(of: round.pair)
    if served == .origin { _ = try self.organization.publisher(for: owner) }
    let isOrigin = served == .origin
    let theirHost = isOrigin ? round.pair.destination : round.pair.origin
    let ourName = isOrigin ? round.pair.origin : round.pair.destination
    guard let ourHost = self.organization.hosts[ourName] else { throw Self.notOurs(round.pair) }
    let theirs = try Self.onlyKey(keys, of: theirHost)
    let naming = AgentNaming(sight: self.sight)
    async let named: Void = naming.check(theirHost, names: [caller.pin])
    async let ours = ourHost.key()
    let own: HostKey
    do {
      try await named
      own = try await ours
    } catch let failure as StepFailure {
      throw failure
    } catch {
      throw .unavailable("internal", "\(error)")
    }
    let span = StatementTimes.span(now: self.now(), certificateExpires: own.certificateExpires)
    let agreed = AgreedKeys(
      origin: isOrigin ? own.key.spkiDER : theirs.spkiDER, destination: isOrigin ? theirs.spkiDER : own.key.spkiDER,
      maximumValidity: span)
    do {
      try await self.record(
        round.pair,
        .opened(partner: caller.partner, served: served, generation: round.generation, keys: agreed))
    } catch .impossible(let impossible) {
      return try Self.answer(impossible, round)
    } catch {
      throw error.stepFailure
    }
    return .opened(keys: [own.key.spkiDER], maximumValidity: span)
  }

  /// The caller wants our host's signature over its host's key.
  package func countersign(
    _ round: Round, _ request: CountersignRequest, from caller: Caller
  ) async throws(StepFailure) -> [SignedHalf] {
    let relationship = try await self.current(round, caller)
    let ours = try relationship.half(by: relationship.ourHost)
    guard request.signer == relationship.ourHost, request.target == relationship.theirHost,
      request.targetKeys == [ours.targetKey.digest],
      request.signerKeys.isEmpty || request.signerKeys == [ours.signerKey.digest]
    else { throw .refused("statementFields", "the statement asked for is not about the keys of this round") }
    let times = StatementTimes(notBefore: request.notBefore, expires: request.expires)
    if let given = relationship.givenHalf(ours, now: self.now()) {
      // Once the halves are exchanged, what was given stays; before, only for the very same statement.
      let asked = try ours.statement(times)
      if relationship.state != .keysAgreed || given.statement == asked { return [given] }
    }
    guard relationship.state == .keysAgreed else {
      throw .refused("underWay", "\(round) has its halves already")
    }
    try times.check(now: self.now(), maximumSpan: relationship.maximumValidity ?? StatementTimes.maximumSpan)
    let half = try await self.sign(ours, times)
    try await self.note(round, .halfGiven(half: half.text, expires: times.expires))
    return [half]
  }

  /// The caller hands over its own half.
  package func deliver(_ round: Round, _ halves: [SignedHalf], from caller: Caller) async throws(StepFailure) {
    let relationship = try await self.current(round, caller)
    let theirs = try relationship.half(by: relationship.theirHost)
    let half = try theirs.only(halves, times: nil)
    guard let ourHalf = relationship.ourHalf,
      let own = relationship.givenHalf(try relationship.half(by: relationship.ourHost), now: self.now())
    else { throw .refused("notOpen", "our half of \(round) was not asked for yet") }
    if relationship.state == .keysAgreed {
      try StatementTimes(notBefore: half.statement.notBefore, expires: half.statement.expires)
        .check(now: self.now(), maximumSpan: StatementTimes.maximumSpan)
    }
    let isOrigin = relationship.served == .origin
    try await self.note(
      round,
      .halvesExchanged(
        originHalf: isOrigin ? ourHalf : half.text, destinationHalf: isOrigin ? half.text : ourHalf,
        validUntil: min(half.statement.expires, own.statement.expires)))
    self.request(round.pair)
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
      do {
        try await self.record(round, .published, .seen)
      } catch {
        throw error.stepFailure
      }
    }
    return sight
  }

  /// The caller ends the relationship.
  ///
  /// - Returns: until when the halves given before verify, Unix seconds; nil when there are none.
  package func withdraw(_ round: Round, reason: String, from caller: Caller) async throws(StepFailure) -> Int64? {
    guard let relationship = try await self.stored(round.pair), relationship.partner == caller.partner,
      relationship.generation == round.generation
    else { return nil }
    if relationship.state == .withdrawn { return relationship.validUntil }
    let changes = self.watch(round.pair)
    let begun = try await self.note(round, .withdrawalBegun(reason: "\(caller.partner): \(reason.oneLine(500))"))
    if begun.state == .withdrawing {
      // Whatever is left over when this returns, the pair's driver goes on with by itself.
      self.request(round.pair)
      if begun.needsRemoval {
        // Only the pair's driver writes to the zone: an update of its own may be on its way, and must not come after
        // the removal.
        for await relationship in Self.until(changes, self.patience.removal) where !relationship.needsRemoval {
          break
        }
      }
      _ = try? await self.record(round, .partnerTold)
    }
    return begun.validUntil
  }

  /// Whether the file lets this partner have this pair with us; says for which end we speak.
  private func mayAsk(_ pair: HostPair, _ caller: Caller) throws(StepFailure) -> ServedEnds {
    guard let entry = self.organization.partners.first(where: { $0.name == caller.partner }),
      let served = self.organization.served(pair), served != .both, pair.origin != pair.destination, entry.allows(pair)
    else {
      throw .refused(
        "notAPartnerPair", "\(pair) is not a relationship this agent may have with the caller",
        next: "Ask its operator to name the pair in its warifud.yaml")
    }
    return served
  }

  /// The round a call is about; refused where it is over, another's, or ours to drive.
  private func current(
    _ round: Round, _ caller: Caller, driven: Bool = false
  ) async throws(StepFailure) -> Relationship {
    _ = try self.mayAsk(round.pair, caller)
    guard let relationship = try await self.stored(round.pair), relationship.partner == caller.partner else {
      throw .refused("notOpen", "\(round) was not opened")
    }
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

  private func stored(_ pair: HostPair) async throws(StepFailure) -> Relationship? {
    do {
      return try await self.store.relationship(pair)
    } catch {
      throw .unavailable("store", "\(error)")
    }
  }

  @discardableResult
  private func note(_ round: Round, _ event: RelationshipEvent) async throws(StepFailure) -> Relationship {
    do {
      return try await self.record(round, event)
    } catch {
      throw error.stepFailure
    }
  }

  private static func answer(_ impossible: ImpossibleTransition, _ round: Round) throws(StepFailure) -> OpenAnswer {
    switch impossible.reason {
    case .generation(let ours, _): return .behind(generation: ours)
    case .state(.established?):
      throw .refused(
        "alreadyEstablished", "\(round.pair) is established already", next: "To make it anew, one side withdraws it")
    case .state, .contradiction: throw .refused("underWay", "\(round): \(impossible)")
    }
  }
}
