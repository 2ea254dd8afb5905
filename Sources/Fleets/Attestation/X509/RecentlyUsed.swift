/// A bounded dictionary that forgets first what was not asked for lately: when the younger half is full, it becomes the older
/// one and the older one is dropped; what is asked for in the older half moves to the younger.
struct RecentlyUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var younger: [Key: Value] = [:]
  private var older: [Key: Value] = [:]
  private let half: Int

  /// - Parameter capacity: The most values it holds; below 2 it holds none.
  init(capacity: Int) { self.half = capacity / 2 }

  mutating func value(for key: Key) -> Value? {
    if let value = self.younger[key] { return value }
    guard let value = self.older[key] else { return nil }
    self.insert(value, for: key)
    return value
  }

  mutating func insert(_ value: Value, for key: Key) {
    guard self.half > 0 else { return }
    if self.younger.count >= self.half, self.younger[key] == nil {
      self.older = self.younger
      self.younger = [:]
    }
    self.younger[key] = value
  }

  mutating func removeAll() {
    self.younger = [:]
    self.older = [:]
  }

  /// How many values are held, those that moved counted twice.
  var count: Int { self.younger.count + self.older.count }
}
