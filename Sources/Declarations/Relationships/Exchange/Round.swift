package import AgentStore

/// One round of one relationship: what every call between agents is about.
package struct Round: Hashable, Sendable, CustomStringConvertible {
  /// Far below where counting on would overflow, however far a partner makes us jump, and what every JSON reader can
  /// hold: 2^53 − 1.
  package static let lastGeneration: Int64 = 9_007_199_254_740_991

  package let pair: HostPair
  /// How far a partner may make us jump at once: enough for a store restored from a backup, too little to use up the
  /// numbers.
  package static let largestStep: Int64 = 1 << 20

  /// From 1 to ``lastGeneration``.
  package let generation: Int64
  /// The caller's fencing number where several agents of its organization share the work; else 0.
  package let fence: Int64

  package init(pair: HostPair, generation: Int64, fence: Int64 = 0) {
    self.pair = pair
    self.generation = generation
    self.fence = fence
  }

  package var description: String { "\(self.pair) #\(self.generation)" }
}
