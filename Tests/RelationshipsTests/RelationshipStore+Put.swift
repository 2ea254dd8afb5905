import AgentStore

extension RelationshipStore {
  /// Puts a relationship there as it is.
  func put(_ relationship: Relationship) async throws {
    try await self.change(relationship.pair) { stored throws(PretendWorld.NotRunning) in stored = relationship }
  }
}
