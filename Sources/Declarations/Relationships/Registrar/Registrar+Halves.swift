import AgentStore
import Declarations
import TLSKeys

extension Registrar {
  /// Gets the partner's half while ours is signed, gives ours, and keeps both.
  func exchangeHalves(_ relationship: Relationship, _ hints: DriveHints) async throws {
    if relationship.served == .both { return try await self.signBoth(relationship) }
    // After a restart the other side may have forgotten the round: it is opened again, which changes nothing if not.
    guard let own = hints.ownKeys else { return try await self.agreeKeys(relationship, hints) }
    let partner = try self.entry(of: relationship)
    let ours = try relationship.half(by: relationship.ourHost)
    guard ours.signerKeys.map(\.spkiDER) == own.spkis else {
      throw StepFailure.refused("keyChanged", "the keys of \(relationship.ourHost) changed while it was registered")
    }
    let now = self.now()
    let ourTimes = try StatementTimes(
      now: now, certificateExpires: own.certificatesExpire, maximumSpan: relationship.maximumValidity)
    let before = relationship.givenHalf(ours, now: now)
    async let theirHalf = self.theirHalf(relationship, partner, hints)
    async let ourHalf = self.ownHalf(relationship, partner, ours, ourTimes, before, hints)
    let signed = try await ourHalf
    let received = try await theirHalf.get()
    var given = signed
    if let refused = try await self.handOver(signed, relationship, partner) {
      // The half of an earlier try never arrived, and is too old by now.
      guard before != nil else { throw refused }
      given = try await self.ownHalf(relationship, partner, ours, ourTimes, nil, hints)
      if let refused = try await self.handOver(given, relationship, partner) { throw refused }
    }
    let isOrigin = relationship.served == .origin
    try await self.record(
      relationship.round,
      .halvesExchanged(
        Halves(
          origin: (isOrigin ? given : received).map(\.text), destination: (isOrigin ? received : given).map(\.text)),
        validUntil: min(given.expires, received.expires)))
  }

  /// Gives our half away; answers the refusal if the partner finds its times too far from its clock.
  private func handOver(
    _ half: [SignedHalf], _ relationship: Relationship, _ partner: PartnerEntry
  ) async throws(StepFailure) -> StepFailure? {
    do {
      try await partner.agent.deliver(relationship.round, half)
      return nil
    } catch {
      guard error.code == "clockDiffers" else { throw error }
      return error
    }
  }

  private func theirHalf(
    _ relationship: Relationship, _ partner: PartnerEntry, _ hints: DriveHints
  ) async -> Result<[SignedHalf], StepFailure> {
    if let asked = hints.take(\.theirHalf) { return await asked.valueUnlessCancelled }
    return await self.countersigned(relationship, partner)
  }

  /// The partner's half, checked; one that does not hold is asked for once more.
  func countersigned(
    _ relationship: Relationship, _ partner: PartnerEntry
  ) async -> Result<[SignedHalf], StepFailure> {
    do throws(StepFailure) {
      let times = try StatementTimes(
        now: self.now(), certificateExpires: relationship.latestExpiry, maximumSpan: relationship.maximumValidity)
      let theirs = try relationship.half(by: relationship.theirHost)
      let request = CountersignRequest(
        signer: relationship.theirHost, target: relationship.ourHost, notBefore: times.notBefore,
        expires: times.expires, targetKeys: theirs.targetKeys, signerKeys: theirs.signerKeys.map(\.digest))
      do throws(StepFailure) {
        return .success(
          try self.checked(try await partner.agent.countersign(relationship.round, request), theirs, times))
      } catch {
        guard error.code == "badSignature" || error.code == "statementFields" else { throw error }
      }
      return .success(try self.checked(try await partner.agent.countersign(relationship.round, request), theirs, times))
    } catch {
      return .failure(error)
    }
  }

  /// What was asked for, or what the partner gave earlier in this round: that begins and ends no later, and holds now.
  private func checked(
    _ halves: [SignedHalf], _ theirs: HalvesCheck, _ times: StatementTimes
  ) throws(StepFailure) -> [SignedHalf] {
    let given = halves.first?.times ?? times
    let isEarlier =
      given.notBefore <= times.notBefore && given.expires <= times.expires && given.expires > self.now()
      && given.expires - given.notBefore <= StatementTimes.maximumSpan
    return try theirs.check(halves, times: isEarlier ? given : times)
  }

  /// Our half: signed only once the partner's host is seen to name the partner's agent, and noted before it is given.
  ///
  /// - Parameter before: what was given in an earlier try of this round; the partner may have kept it.
  private func ownHalf(
    _ relationship: Relationship, _ partner: PartnerEntry, _ ours: HalvesCheck, _ times: StatementTimes,
    _ before: [SignedHalf]?, _ hints: DriveHints
  ) async throws -> [SignedHalf] {
    if let before { return before }
    if let naming = hints.naming {
      if let problem = await naming.valueUnlessCancelled { throw problem }
    } else {
      try await AgentNaming(sight: self.sight).check(relationship.theirHost, names: partner.pins)
    }
    let half = try await self.sign(ours, times)
    try await self.record(relationship.round, .halfGiven(records: half.map(\.text), expires: times.expires))
    return half
  }

  /// Has our signing agent sign with each of the keys, and checks what it gives.
  func sign(_ check: HalvesCheck, _ times: StatementTimes) async throws(StepFailure) -> [SignedHalf] {
    let signer = try self.host(check.signer).signer
    var halves: [SignedHalf] = []
    for key in check.signerKeys {
      let statement = try check.statement(by: key, times)
      halves.append(SignedHalf(statement: statement, signature: try await signer.sign(statement)))
    }
    return try check.check(halves, times: times)
  }

  private func signBoth(_ relationship: Relationship) async throws {
    let (origin, destination) = try await self.ownKeys(relationship.pair)
    guard origin.spkis == relationship.keys.origin, destination.spkis == relationship.keys.destination else {
      throw StepFailure.refused("keyChanged", "a key of \(relationship.pair) changed while it was registered")
    }
    let now = self.now()
    let originTimes = try StatementTimes(now: now, certificateExpires: origin.certificatesExpire, maximumSpan: nil)
    let destinationTimes = try StatementTimes(
      now: now, certificateExpires: destination.certificatesExpire, maximumSpan: nil)
    async let first = self.sign(try relationship.half(by: relationship.origin), originTimes)
    async let second = self.sign(try relationship.half(by: relationship.destination), destinationTimes)
    let halves = Halves(origin: (try await first).map(\.text), destination: (try await second).map(\.text))
    try await self.record(
      relationship.round,
      .halvesExchanged(halves, validUntil: min(originTimes.expires, destinationTimes.expires)))
  }
}

extension [SignedHalf] {
  /// When the first of them ends, Unix seconds.
  var expires: Int64 { self.map(\.statement.expires).min() ?? 0 }
}
