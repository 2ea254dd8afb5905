/// Makes the looks of one pass.
package protocol Looking: Sendable {
  /// Looks at one relationship.
  ///
  /// - Parameter right: what its zone's servers may rightly serve now, each a whole set of records; empty where that is not
  ///   known, nil where the relationship is no longer to be watched.
  /// - Returns: nil where it is no longer to be watched.
  func look(_ pair: WatchedPair, right: @escaping @Sendable () async -> [Set<[UInt8]>]?) async -> Observation?
}
