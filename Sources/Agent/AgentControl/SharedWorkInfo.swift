/// Which part of the work is this agent's, where several share the state.
package struct SharedWorkInfo: Hashable, Sendable {
  /// Where the state is.
  package var place: String
  /// Into how many parts the relationships are divided; nil while that is not known.
  package var shards: Int?
  /// How many of them this agent works on.
  package var shardsHeld: Int
  /// The agents that share it, this one included, as they name themselves.
  package var members: [String]
  /// How long this agent's lease lasts from each time it is kept, seconds; nil while it has none.
  package var leaseSeconds: Int?
  /// What is left of it, milliseconds.
  package var leaseLeft: Int

  package init(
    place: String, shards: Int?, shardsHeld: Int, members: [String], leaseSeconds: Int?, leaseLeft: Int
  ) {
    self.place = place
    self.shards = shards
    self.shardsHeld = shardsHeld
    self.members = members
    self.leaseSeconds = leaseSeconds
    self.leaseLeft = leaseLeft
  }
}
