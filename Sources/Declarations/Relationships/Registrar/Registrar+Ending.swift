import AgentStore
import Declarations

extension Registrar {
  /// Takes our records out of the zone and sees that no server has them any more.
  func remove(_ relationship: Relationship) async throws {
    try await self.unpublish(relationship)
    try await self.record(relationship.round, .removed)
  }

  /// Only the records of this round go: what another agent of this organization put there meanwhile stays.
  func unpublish(_ relationship: Relationship) async throws(StepFailure) {
    let owner = try self.owner(of: relationship.pair)
    let publisher = try self.organization.publisher(for: owner)
    let ours = Set(try relationship.records())
    var last: StepFailure?
    // Two of this agent's own tasks may do this at once; the one that comes second looks again.
    for _ in 1...3 {
      let seen = try await publisher.served(at: owner)
      let left = seen.texts.compactMap(\.self).filter { !ours.contains($0) }
      do {
        if left.count < seen.texts.count { try await publisher.replace(at: owner, seen: seen, by: left) }
        return try await publisher.confirm(at: owner, left)
      } catch {
        guard error.code == "changedMeanwhile" else { throw error }
        last = error
      }
    }
    if let last { throw .unavailable(last.code, last.message, next: last.next) }
  }

  /// Tells the partner that it is over.
  func tellWithdrawn(_ relationship: Relationship) async throws {
    if relationship.served != .both, let partner = try? self.entry(of: relationship) {
      let reason = relationship.withdrawReason ?? relationship.failure?.message ?? ""
      do {
        _ = try await partner.agent.withdraw(relationship.round, reason: reason)
      } catch {
        // Nobody waits for ever: a partner that never answered the opening, or whose halves are over, need not know.
        let needsToKnow = relationship.originKey != nil && (relationship.validUntil ?? .max) > self.now()
        if error.kind == .unavailable, needsToKnow { throw error }
      }
    }
    try await self.record(relationship.round, .partnerTold)
  }

  /// Lets the other side of a round that failed before anything was published know, if it can be reached.
  func tellOfFailure(_ relationship: Relationship, _ failure: StepFailure) async {
    guard relationship.originKey != nil, relationship.served != .both, let partner = try? self.entry(of: relationship)
    else { return }
    _ = try? await partner.agent.withdraw(relationship.round, reason: failure.message)
  }
}
