/// Records in the agent's zones that no relationship owns, and how they were looked for.
package struct PruneResult: Hashable, Sendable {
  package struct Zone: Hashable, Sendable {
    package var name: String
    /// Whether every name of the zone was looked at.
    package var isWhole: Bool
    /// At how many names for declarations it was looked.
    package var names: Int
    /// Why not at all of them.
    package var problem: ControlError?

    package init(name: String, isWhole: Bool, names: Int, problem: ControlError?) {
      self.name = name
      self.isWhole = isWhole
      self.names = names
      self.problem = problem
    }
  }

  package struct LeftOver: Hashable, Sendable {
    package var origin: String
    package var destination: String
    package var owner: String
    package var records: [String]
    /// Whether the name is a relationship's, and only these records are not.
    package var isOwned: Bool
    package var isRemoved: Bool
    /// Why they were not removed.
    package var failure: ControlError?

    package init(
      origin: String, destination: String, owner: String, records: [String], isOwned: Bool, isRemoved: Bool,
      failure: ControlError?
    ) {
      self.origin = origin
      self.destination = destination
      self.owner = owner
      self.records = records
      self.isOwned = isOwned
      self.isRemoved = isRemoved
      self.failure = failure
    }
  }

  package var zones: [Zone] = []
  package var leftOvers: [LeftOver] = []
  /// What could not be found out besides.
  package var problems: [ControlError] = []

  package init() {}
}
