import AgentStore
import Declarations
import PartnerLink
import TLSKeys

extension Registrar {
  /// Replaces the RRset, sees it served by every server, and validates it through an empty cache.
  func publish(_ relationship: Relationship, _ hints: DriveHints) async throws {
    let owner = try self.owner(of: relationship.pair)
    let publisher = try self.organization.publisher(for: owner)
    let records = try relationship.records()
    let early = await hints.take(\.seen)?.valueUnlessCancelled
    let seen = try await self.served(early, publisher, owner)
    // An agent that was stopped and overtaken must not write into the zone when it wakes up.
    guard self.division.mine(relationship.pair) != nil else { throw StepFailure.lostClaim(relationship.pair) }
    if !seen.holds(records) {
      do {
        try await publisher.replace(at: owner, seen: seen, by: records, patience: self.updatePatience)
      } catch  where error.code == "changedMeanwhile" {
        // An update of ours whose answer was lost may be what changed it.
        guard try await publisher.served(at: owner).holds(records) else { throw error }
      }
    }
    let glimpse = Task(executorPreference: NetworkExecutor.shared) { await self.glimpse(of: relationship) }
    defer { glimpse.cancel() }
    try await publisher.confirm(at: owner, records)
    // In a renewal the destination goes on only when we have: it could begin the next round before us.
    if relationship.served == .origin, relationship.standing == nil { self.beginTelling(relationship, hints) }
    if await glimpse.valueUnlessCancelled != .verified {
      try self.demandVerified(await self.looks(at: relationship), by: "this agent's empty cache")
    }
    if relationship.served == .origin, hints.told == nil { self.beginTelling(relationship, hints) }
    try await self.record(relationship.round, .published)
  }

  private nonisolated func beginTelling(_ relationship: Relationship, _ hints: DriveHints) {
    hints.told = Task(executorPreference: NetworkExecutor.shared) { await self.tell(relationship) }
  }

  /// What an empty cache gives while the zone's servers are asked whether they all serve it. nil for a renewal: what stood
  /// before may verify as well.
  private func glimpse(of relationship: Relationship) async -> Verdict? {
    guard relationship.standing == nil else { return nil }
    return try? await self.look(at: relationship).verdict
  }

  private func served(
    _ early: ServedRRset?, _ publisher: any DeclarationPublisher, _ owner: String
  ) async throws(StepFailure) -> ServedRRset {
    if let early { return early }
    return try await publisher.served(at: owner)
  }

  /// Tells the destination's agent, which looks for itself.
  func tellPublished(_ relationship: Relationship, _ hints: DriveHints) async throws {
    var wait = self.patience.betweenLooks
    for look in 1...self.patience.looks {
      let sight = try await self.partnerSight(relationship, hints).get()
      if sight.verdict == .verified {
        try await self.record(relationship.round, .seen)
        return
      }
      if look == self.patience.looks { try self.demandVerified(sight, by: "the agent of \(relationship.destination)") }
      try await Task.sleep(for: wait)
      wait *= 2
    }
  }

  /// What the partner sees: of the call that is under way, or else of a new one.
  private func partnerSight(_ relationship: Relationship, _ hints: DriveHints) async -> Result<Sight, StepFailure> {
    if let told = hints.take(\.told) { return await told.valueUnlessCancelled }
    return await self.tell(relationship)
  }

  private func tell(_ relationship: Relationship) async -> Result<Sight, StepFailure> {
    do throws(StepFailure) {
      let partner = try self.entry(of: relationship)
      return .success(
        try await partner.agent.published(relationship.round, validUntil: relationship.validUntil ?? 0))
    } catch {
      return .failure(error)
    }
  }

  /// Both ends are ours: the look after publication counts for the destination too.
  func lookOnceMore(_ relationship: Relationship) async throws {
    try self.demandVerified(await self.looks(at: relationship), by: "this agent's empty cache")
    try await self.record(relationship.round, .seen)
  }

  /// The destination waits for the origin's agent to publish, and hands its half over again when that takes long: the
  /// answer says why, if it came to nothing there.
  func awaitPublication(_ relationship: Relationship) async throws {
    guard self.hasWaited(for: relationship.round) else { throw NotYet() }
    let partner = try self.entry(of: relationship)
    let ours = try relationship.half(by: relationship.ourHost)
    guard let half = relationship.givenHalf(ours, now: self.now()) else {
      throw StepFailure.refused("halvesMissing", "our half of \(relationship.pair) is not there, or over")
    }
    try await partner.agent.deliver(relationship.round, half)
    throw NotYet()
  }

  /// What an empty cache gives, asked again for a moment while it is not yet a verified relationship.
  func looks(at relationship: Relationship) async throws -> Sight {
    var wait = self.patience.betweenLooks
    for _ in 1..<max(self.patience.looks, 1) {
      let sight = try await self.look(at: relationship)
      if sight.verdict == .verified || sight.verdict == .insecure { return sight }
      try await Task.sleep(for: wait)
      wait *= 2
    }
    return try await self.look(at: relationship)
  }

  /// One look at the declaration, judged by the rules every client goes by.
  func look(at relationship: Relationship) async throws(StepFailure) -> Sight {
    let keys = try relationship.readKeys()
    let answer = await self.sight.declaration(relationship.pair)
    let now = self.now()
    switch answer {
    case .secure(let texts, _):
      let set = DeclarationSet(texts, origin: relationship.origin, destination: relationship.destination)
      let judgement = set.judgeEach(keys, now: now)
      return Sight(verdict: judgement.verdict, reason: judgement.reason, seenAt: now)
    case .absent: return Sight(verdict: .undeclared, reason: "the name is securely absent", seenAt: now)
    case .insecure: return Sight(verdict: .insecure, reason: "DNSSEC does not vouch for the answer", seenAt: now)
    case .bogus(let reason): return Sight(verdict: .bogus, reason: reason, seenAt: now)
    case .unreachable(let reason): return Sight(verdict: .unreachable, reason: reason, seenAt: now)
    }
  }

  private nonisolated func demandVerified(_ sight: Sight, by whom: String) throws(StepFailure) {
    guard sight.verdict != .verified else { return }
    let message = "\(whom) sees \(sight.verdict.rawValue)" + (sight.reason.map { ": \($0)" } ?? "")
    guard sight.verdict != .unreachable else { throw .unavailable("unreachable", message) }
    throw .refused(
      "notVerified", message,
      next: sight.verdict == .insecure ? "Sign the zone, and have its parent publish the DS record" : "")
  }
}

extension DeclarationSet {
  /// As a client would judge that met any of the keys: the first verdict that is not *verified*, if there is one. Each
  /// record names all keys of its target, so each key need be tried once only.
  fileprivate func judgeEach(
    _ keys: (origin: [PublicKey], destination: [PublicKey]), now: Int64
  ) -> DeclarationJudgement {
    guard let origin = keys.origin.first, let destination = keys.destination.first else {
      return self.judge(originKeys: keys.origin, destinationKeys: keys.destination, now: now)
    }
    var last = self.judge(originKeys: [origin], destinationKeys: [destination], now: now)
    let others = keys.origin.dropFirst().map { ($0, destination) } + keys.destination.dropFirst().map { (origin, $0) }
    for (origin, destination) in others where last.verdict == .verified {
      last = self.judge(originKeys: [origin], destinationKeys: [destination], now: now)
    }
    return last
  }
}
