/// What changed last in a store: when, and what became of it then. Two changes may fall into one second.
package struct LastChange: Hashable, Sendable {
  /// Unix seconds.
  package let time: Int64
  /// The relationships that changed in that second, each with its generation and state.
  package let relationships: Set<String>

  package init(time: Int64, relationships: Set<String>) {
    self.time = time
    self.relationships = relationships
  }

  /// Whether a store with this last change may know of something that one with the other does not.
  package func isLater(than other: LastChange?) -> Bool {
    guard let other else { return true }
    return self.time > other.time || self.time == other.time && self.relationships != other.relationships
  }
}
