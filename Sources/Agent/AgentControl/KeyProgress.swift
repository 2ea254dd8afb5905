/// How far the relationships of a host are with a key, or with all keys that it is to declare.
package struct KeyProgress: Hashable, Sendable {
  /// Those that stand or are under way.
  package var relationships: Int
  /// How many are established with the key and seen everywhere, the longest time a cache may hold an older answer having
  /// passed.
  package var ready: Int
  /// When the last of those that are established will have passed that time, Unix seconds; nil when none waits.
  package var readyAt: Int64?
  /// What holds the others up, some of them.
  package var waiting: [ControlError]

  package init(relationships: Int, ready: Int, readyAt: Int64?, waiting: [ControlError]) {
    self.relationships = relationships
    self.ready = ready
    self.readyAt = readyAt
    self.waiting = waiting
  }

  package var isReady: Bool { self.ready == self.relationships }
}
