/// Where an agent keeps its relationships.
///
/// Every change is atomic and on stable storage before the call returns. What one call has written, every later call
/// sees, also after the process was killed.
package protocol RelationshipStore: Sendable {
  /// The relationship of this pair, if there ever was one.
  func relationship(_ pair: HostPair) async throws(StoreError) -> Relationship?

  /// All relationships, ordered by pair.
  func relationships() async throws(StoreError) -> [Relationship]

  /// The pairs that somebody must look at: whose state does not rest, or whose ``Relationship/dueAt`` has come.
  ///
  /// - Parameter now: Unix seconds.
  func due(at now: Int64) async throws(StoreError) -> [HostPair]

  /// How many relationships are in each state.
  func counts() async throws(StoreError) -> [RelationshipState: Int]

  /// Reads the relationship of this pair, lets `change` replace it, and writes it, with nothing in between.
  ///
  /// - Parameter change: pure: it may be called more than once. What it throws leaves everything as it was and is
  ///   thrown on as ``ChangeError/rejected(_:)``. A nil left in place writes nothing.
  /// - Throws: after ``StoreError/failed(path:reason:)`` it may have been written or not.
  func change<Rejection: Error, Outcome: Sendable>(
    _ pair: HostPair,
    _ change: @escaping @Sendable (inout Relationship?) throws(Rejection) -> Outcome
  ) async throws(ChangeError<Rejection>) -> Outcome

  /// Writes a copy that ``SQLiteStore`` can open, to a file that does not exist yet (mode 0600).
  ///
  /// - Returns: how many relationships and octets it holds.
  func backUp(to path: String) async throws(StoreError) -> (relationships: Int, octets: Int)

  /// A word the agent remembers about itself.
  func remembered(_ key: String) async throws(StoreError) -> String?
  func remember(_ value: String, as key: String) async throws(StoreError)
  /// All such words by their keys.
  func rememberedWords() async throws(StoreError) -> [String: String]
}
