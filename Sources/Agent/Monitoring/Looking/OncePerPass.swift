/// Finds each thing out once, however many ask for it, also at the same time.
actor OncePerPass<Key: Hashable & Sendable, Value: Sendable> {
  private var found: [Key: Task<Value, Never>] = [:]

  /// - Parameter find: has a deadline of its own; it goes on for the others when one who waits is cancelled.
  func value(_ key: Key, _ find: @escaping @Sendable () async -> Value) async -> Value {
    if let task = self.found[key] { return await task.value }
    let task = Task { await find() }
    self.found[key] = task
    return await task.value
  }
}
