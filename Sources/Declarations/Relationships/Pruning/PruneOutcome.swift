package import AgentStore

/// What was looked for in this agent's zones, and what was found there that no relationship owns.
package struct PruneOutcome: Hashable, Sendable {
  /// How one zone was looked through.
  package struct Search: Hashable, Sendable {
    /// Lower case, without the final dot.
    package let zone: String
    /// Whether every name of the zone was looked at.
    package var isWhole = false
    /// At how many names for declarations it was looked.
    package var names = 0
    /// Why not at all of them.
    package var problem: StepFailure?
  }

  /// Records at one name.
  package struct LeftOver: Hashable, Sendable {
    package let pair: HostPair
    package let owner: String
    /// TXT octets, as read.
    package let records: [String]
    /// Whether the name is a relationship's, and only these records are not.
    package let isOwned: Bool
    package var isRemoved = false
    /// Why they were not removed.
    package var failure: StepFailure?
  }

  package var searches: [Search] = []
  /// By name.
  package var leftOvers: [LeftOver] = []
  /// What could not be found out besides.
  package var problems: [StepFailure] = []
}
