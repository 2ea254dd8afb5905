import AgentStore
import Declarations
import TLSKeys

extension Registrar {
  /// Gets the partner's half while ours is signed, gives ours, and keeps both.
  func exchangeHalves(_ relationship: Relationship, _ hints: DriveHints) async throws {
    if relationship.served == .both { return try await self.signBoth(relationship) }
    // After a restart the other side may have forgotten the round: it is opened again, which changes nothing if not.
    guard let own = hints.ownKey else { return try await self.agreeKeys(relationship, hints) }
    let partner = try self.entry(of: relationship)
    let ours = try relationship.half(by: relationship.ourHost)
    guard ours.signerKey == own.key else {
      throw StepFailure.refused("keyChanged", "the key of \(relationship.ourHost) changed while it was registered")
    }
    let now = self.now()
    let ourTimes = try StatementTimes(
      now: now, certificateExpires: own.certificateExpires, maximumSpan: relationship.maximumValidity)
    let theirTimes = try StatementTimes(
      now: now, certificateExpires: nil, maximumSpan: relationship.maximumValidity)
    let before = relationship.givenHalf(ours, now: now)
    async let theirHalf = self.countersigned(relationship, partner, theirTimes, isRepetition: before != nil)
    async let ourHalf = self.ownHalf(relationship, partner, ours, ourTimes, before, hints)
    let signed = try await ourHalf
    let received = try await theirHalf
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
        originHalf: isOrigin ? given.text : received.text, destinationHalf: isOrigin ? received.text : given.text,
        validUntil: min(given.statement.expires, received.statement.expires)))
  }

  /// Gives our half away; answers the refusal if the partner finds its times too far from its clock.
  private func handOver(
    _ half: SignedHalf, _ relationship: Relationship, _ partner: PartnerEntry
  ) async throws(StepFailure) -> StepFailure? {
    do {
      try await partner.agent.deliver(relationship.round, [half])
      return nil
    } catch {
      guard error.code == "clockDiffers" else { throw error }
      return error
    }
  }

  /// The partner's half, checked; one that does not hold is asked for once more.
  ///
  /// - Parameter isRepetition: the partner may have given its half before, for the times of that moment.
  private func countersigned(
    _ relationship: Relationship, _ partner: PartnerEntry, _ times: StatementTimes, isRepetition: Bool
  ) async throws(StepFailure) -> SignedHalf {
    let theirs = try relationship.half(by: relationship.theirHost)
    let request = CountersignRequest(
      signer: relationship.theirHost, target: relationship.ourHost, notBefore: times.notBefore, expires: times.expires,
      targetKeys: [theirs.targetKey.digest], signerKeys: [theirs.signerKey.digest])
    do {
      return try self.checked(
        try await partner.agent.countersign(relationship.round, request), theirs, times, isRepetition)
    } catch {
      guard error.code == "badSignature" || error.code == "statementFields" else { throw error }
      return try self.checked(
        try await partner.agent.countersign(relationship.round, request), theirs, times, isRepetition)
    }
  }

  private func checked(
    _ halves: [SignedHalf], _ theirs: HalfCheck, _ times: StatementTimes, _ isRepetition: Bool
  ) throws(StepFailure) -> SignedHalf {
    guard isRepetition else { return try theirs.only(halves, times: times) }
    let half = try theirs.only(halves, times: nil)
    let now = self.now()
    guard half.statement.notBefore <= now, half.statement.expires > now,
      half.statement.expires - half.statement.notBefore <= StatementTimes.maximumSpan
    else { throw .refused("statementFields", "the half given before by \(theirs.signer) does not hold now") }
    return half
  }

  /// Our half: signed only once the partner's host is seen to name the partner's agent, and noted before it is given.
  ///
  /// - Parameter before: what was given in an earlier try of this round; the partner may have kept it.
  private func ownHalf(
    _ relationship: Relationship, _ partner: PartnerEntry, _ ours: HalfCheck, _ times: StatementTimes,
    _ before: SignedHalf?, _ hints: DriveHints
  ) async throws -> SignedHalf {
    if let before { return before }
    if let naming = hints.naming {
      if let problem = await naming.value { throw problem }
    } else {
      try await AgentNaming(sight: self.sight).check(relationship.theirHost, names: partner.pins)
    }
    let half = try await self.sign(ours, times)
    try await self.record(relationship.round, .halfGiven(half: half.text, expires: times.expires))
    return half
  }

  /// Has our signing agent sign, and checks what it gives.
  func sign(_ check: HalfCheck, _ times: StatementTimes) async throws(StepFailure) -> SignedHalf {
    guard let host = self.organization.hosts[check.signer] else { throw Self.notOurs(check.pair) }
    let statement = try check.statement(times)
    let half = SignedHalf(statement: statement, signature: try await host.signer.sign(statement))
    try check.check(half, times: times)
    return half
  }

  private func signBoth(_ relationship: Relationship) async throws {
    let (origin, destination) = try await self.ownKeys(relationship.pair)
    let keys = try relationship.keys()
    guard origin.key == keys.origin, destination.key == keys.destination else {
      throw StepFailure.refused("keyChanged", "a key of \(relationship.pair) changed while it was registered")
    }
    let now = self.now()
    let originTimes = try StatementTimes(now: now, certificateExpires: origin.certificateExpires, maximumSpan: nil)
    let destinationTimes = try StatementTimes(
      now: now, certificateExpires: destination.certificateExpires, maximumSpan: nil)
    async let first = self.sign(try relationship.half(by: relationship.origin), originTimes)
    async let second = self.sign(try relationship.half(by: relationship.destination), destinationTimes)
    let (originHalf, destinationHalf) = (try await first, try await second)
    try await self.record(
      relationship.round,
      .halvesExchanged(
        originHalf: originHalf.text, destinationHalf: destinationHalf.text,
        validUntil: min(originTimes.expires, destinationTimes.expires)))
  }
}
