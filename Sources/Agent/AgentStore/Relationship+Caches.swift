extension Relationship {
  /// How much longer than its TTL an answer may be found in caches, seconds: the moment of a publication is noted in whole
  /// seconds, and each cache counts whole seconds too, so each of a chain of them (the provider's, the system's, the browser's)
  /// may hold it for almost one more.
  package static let cacheGrace: Int64 = 5

  /// From when on no cache that keeps to the TTL has records older than those that are published, Unix seconds.
  ///
  /// - Parameter ttl: of the older records, seconds. A cache may have got them just before the newer ones were published.
  package func olderAnswersEnd(ttl: UInt32) -> Int64 {
    (self.declaredAt ?? self.changedAt) + Int64(ttl) + Self.cacheGrace
  }
}
