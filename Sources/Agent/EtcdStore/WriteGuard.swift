import AgentStore

/// What must still be so in etcd when something is written, because it was so when the writer got its right to write.
struct WriteMark: Hashable, Sendable {
  let key: [UInt8]
  /// When the key was made. It goes with its owner's lease; made again, it is another's, or a later right.
  let createdAt: Int64
}

/// Who says by what right this process writes.
protocol WriteGuard: Sendable {
  /// The mark for a write about this pair; for nil, about no pair.
  ///
  /// - Throws: ``StoreError`` where this process has no right now, and gets none soon.
  func mark(_ pair: HostPair?) async throws(StoreError) -> WriteMark
}
