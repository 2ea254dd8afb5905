import AgentStore
import Declarations

extension Registrar {
  /// Takes our records out of the zone and sees that no server has them any more.
  func remove(_ relationship: Relationship) async throws {
    try await self.unpublish(relationship)
    try await self.record(relationship.round, .removed)
  }

  /// The update that deletes is always sent, also where nothing is to be seen: an unsigned answer is no proof that an
  /// update of ours is not on its way. Records of the pair that the store does not know, as after a restore, go too; what
  /// others put at the name stays.
  private func unpublish(_ relationship: Relationship) async throws(StepFailure) {
    let owner = try self.owner(of: relationship.pair)
    let publisher = try self.organization.publisher(for: owner)
    let seen = try await publisher.served(at: owner)
    let ours = relationship.mayBePublished.union(
      seen.texts.compactMap(\.self).filter { self.isOurs($0, relationship) })
    guard self.division.mine(relationship.pair) != nil else { throw .lostClaim(relationship.pair) }
    do {
      try await publisher.remove(at: owner, Array(ours))
    } catch {
      // A server that takes no update of ours, and a signed answer that nothing is there: nothing came of ours.
      guard error.kind == .refused, await self.seesNone(of: ours, relationship.pair) == true else { throw error }
      return
    }
    try await publisher.confirmAbsence(at: owner, of: ours)
    guard await self.seesNone(of: ours, relationship.pair) != false else {
      throw .unavailable("stillServed", "\(owner) still validates with records that were removed")
    }
  }

  /// Whether DNSSEC vouches for their absence, or for their presence; nil where it vouches for nothing.
  private func seesNone(of records: Set<[UInt8]>, _ pair: HostPair) async -> Bool? {
    switch await self.sight.declaration(pair) {
    case .secure(let texts, _): records.isDisjoint(with: texts)
    case .absent: true
    case .insecure, .bogus, .unreachable: nil
    }
  }

  /// Whether a key of this relationship signed the record.
  private nonisolated func isOurs(_ text: [UInt8], _ relationship: Relationship) -> Bool {
    guard let record = relationship.pair.record(text) else { return false }
    let known = relationship.knownKeys
    let keys = record.signer == relationship.origin ? known.origin : known.destination
    return keys.contains { spki in
      HostKeyList.tag(of: spki) == record.signerTag
    }
  }

  /// Tells the partner that it is over.
  func tellWithdrawn(_ relationship: Relationship) async throws {
    if relationship.served != .both, let partner = try? self.entry(of: relationship) {
      let reason = relationship.withdrawReason ?? relationship.failure.map { StepFailure($0).forPartner.message } ?? ""
      do {
        _ = try await partner.agent.withdraw(relationship.round, reason: reason)
      } catch {
        // Only what the partner itself answers counts.
        if error.kind != .refused, self.needsToKnow(relationship) { throw error }
      }
    }
    try await self.record(relationship.round, .partnerTold)
  }

  /// Nobody waits for ever: a partner whose halves are over, or that was never given one, need not know for long; and one that
  /// never answered the opening of a first round, of which it may have heard all the same, no longer than it is tried.
  private func needsToKnow(_ relationship: Relationship) -> Bool {
    let age = self.now() - relationship.createdAt
    let isRenewal = relationship.generation != relationship.firstGeneration
    guard relationship.keys.areKnown || isRenewal else { return age < self.patience.firstContact }
    return relationship.givenUntil.map { $0 > self.now() } ?? (age <= self.patience.giveUp)
  }

  /// Lets the other side of a first round that failed before anything was published know, if it can be reached.
  func tellOfFailure(_ relationship: Relationship, _ failure: StepFailure) async {
    guard relationship.keys.areKnown, relationship.served != .both, let partner = try? self.entry(of: relationship)
    else { return }
    _ = try? await partner.agent.withdraw(relationship.round, reason: failure.forPartner.message)
  }
}
