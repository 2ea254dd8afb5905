package import AgentStore
import Declarations

extension Registrar {
  /// Begins the next round of what is established.
  func beginRenewal(_ relationship: Relationship) async throws {
    guard relationship.generation < Round.lastGeneration else {
      throw StepFailure.refused("generation", "\(relationship.pair) has had its last round")
    }
    guard let served = self.organization.served(relationship.pair) else { throw Self.notOurs(relationship.pair) }
    let partner = served == .both ? nil : try self.organization.partner(for: relationship.pair)
    guard partner?.name == relationship.partner, served == relationship.served else {
      throw StepFailure.refused(
        "noPartner",
        "warifud.yaml no longer gives \(relationship.pair) to \(relationship.partner ?? "this agent alone")",
        next: "Name it there again, or withdraw the relationship")
    }
    if try await self.hasEndedSinceBackup(relationship) {
      try await self.record(
        relationship.pair, .withdrawalBegun(reason: "it was ended after the backup that this agent was restored from"))
      return
    }
    try await self.record(
      relationship.pair,
      .proposed(served: relationship.served, partner: relationship.partner, generation: relationship.generation + 1))
  }

  /// Under which word the store remembers when it was restored from a backup, Unix seconds.
  package static let restoredKey = "restored at"

  /// A store restored from a backup may hold relationships that were ended since; their records are gone. A round that was
  /// begun since is none of them, whatever was written down about the others.
  private func hasEndedSinceBackup(_ relationship: Relationship) async throws -> Bool {
    guard let text = try await self.store.remembered(Self.restoredKey), let restored = Int64(text),
      relationship.createdAt <= restored
    else { return false }
    switch await self.sight.declaration(relationship.pair) {
    case .absent: return true
    case .secure, .insecure, .bogus, .unreachable: return false
    }
  }

  /// Renews a relationship now, and returns once it is established anew.
  ///
  /// - Throws: ``StepFailure`` with the reason when it stands as before, or takes longer.
  package func renew(
    _ pair: HostPair, patience: Duration = .seconds(30), progress: @Sendable (Relationship) -> Void
  ) async throws(StepFailure) -> Relationship {
    let before = try await self.storedRelationship(pair)
    guard let before, before.state == .established || before.standing != nil else {
      throw .refused("noRelationship", "\(pair) is not established", next: "See: warifu relationship list")
    }
    let changes = self.watch(pair)
    let last = before.state == .established ? before.generation : before.generation - 1
    if before.state == .established {
      do {
        try await self.record(pair, .due(at: self.now()))
      } catch {
        throw error.stepFailure
      }
    }
    self.request(pair)
    var state: RelationshipState?
    for await relationship in Self.until(changes, patience) where relationship.generation > last {
      if relationship.state != state { progress(relationship) }
      state = relationship.state
      guard relationship.state.rests || relationship.state == .withdrawing else { continue }
      if let failure = relationship.failure, relationship.state == .established {
        throw StepFailure(
          failure.isRefusal ? .refused : .unavailable, code: failure.code,
          message: "\(failure.message); what stood before still stands", next: failure.next)
      }
      guard relationship.state == .established else {
        throw .refused("withdrawn", "\(pair) is \(relationship.state.rawValue)")
      }
      return relationship
    }
    throw .unavailable(
      "underWay", "\(pair) is \(state?.rawValue ?? "not yet begun anew") and not done yet",
      next: "The agent goes on with it; see: warifu relationship show \(pair.origin) \(pair.destination)")
  }

  package func storedRelationships() async throws(StepFailure) -> [Relationship] {
    do {
      return try await self.store.relationships()
    } catch {
      throw .unavailable("store", "\(error)")
    }
  }

  func storedRelationship(_ pair: HostPair) async throws(StepFailure) -> Relationship? {
    do {
      return try await self.store.relationship(pair)
    } catch {
      throw .unavailable("store", "\(error)")
    }
  }
}
