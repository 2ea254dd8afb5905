/// What happened among the agents that share a store.
package enum WorkNews: Hashable, Sendable {
  /// There is more for this agent to work on, or changes may have been missed: look at all relationships again.
  case gained
  /// There is less: what is no longer ``WorkDivision/mine(_:)`` must be left where it is.
  case lost
  /// Another agent wrote something about this pair.
  case changed(HostPair)
}
