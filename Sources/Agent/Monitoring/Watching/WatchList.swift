/// What is watched.
package protocol WatchList: Sendable {
  /// The relationships that this agent is to look at now.
  ///
  /// - Throws: when that cannot be found out; what was watched before goes on being known.
  func pairs() async throws -> [WatchedPair]

  /// What the servers may rightly serve of this relationship now, each a whole set of records, without knowing better
  /// none; nil where it is no longer to be watched.
  func right(_ pair: WatchedPair) async -> [Set<[UInt8]>]?
}
