/// Finds each thing out once, however many ask for it, also at the same time.
actor OncePerPass<Key: Hashable & Sendable, Value: Sendable> {
  private var found: [Key: Task<Value, Never>] = [:]

  /// - Parameters:
  ///   - isGood: whether what was found will still do; if not, it is found out anew, once for all who think so.
  ///   - find: has a deadline of its own; it goes on for the others when one who waits is cancelled.
  func value(
    _ key: Key, isGood: @Sendable (Value) -> Bool = { _ in true }, _ find: @escaping @Sendable () async -> Value
  ) async -> Value {
    if let task = self.found[key] {
      let value = await task.value
      if isGood(value) { return value }
      // Somebody else may have begun anew meanwhile.
      if let other = self.found[key], other != task { return await other.value }
    }
    let task = Task { await find() }
    self.found[key] = task
    return await task.value
  }
}
