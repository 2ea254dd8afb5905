package import AgentStore

/// One round of one relationship: what every call between agents is about.
package struct Round: Hashable, Sendable, CustomStringConvertible {
  /// Far below where counting on would overflow, however far a partner makes us jump, and what every JSON reader can
  /// hold: 2^53 − 1.
  package static let lastGeneration: Int64 = 9_007_199_254_740_991

  package let pair: HostPair
  /// From 1 to ``lastGeneration``.
  package let generation: Int64

  package init(pair: HostPair, generation: Int64) {
    self.pair = pair
    self.generation = generation
  }

  package var description: String { "\(self.pair) #\(self.generation)" }
}
