/// Which part of the work is this agent's, for people.
package struct WorkShare: Hashable, Sendable {
  /// Where the shared state is.
  package var place: String
  /// Into how many parts the relationships are divided; nil while that is not known.
  package var shards: Int?
  /// How many of them this agent holds.
  package var held: Int
  /// The agents that share it, this one included, in the order of their names.
  package var members: [String]
  /// How long the lease lasts from each time it is kept; nil while this agent has none.
  package var lease: Duration?
  /// What is left of it, not below zero.
  package var leaseLeft: Duration

  package init(
    place: String, shards: Int?, held: Int, members: [String], lease: Duration?, leaseLeft: Duration
  ) {
    self.place = place
    self.shards = shards
    self.held = held
    self.members = members
    self.lease = lease
    self.leaseLeft = leaseLeft
  }
}
