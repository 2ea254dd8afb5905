/// Which of the agents that share a store works on which relationships.
///
/// Any of them may write down what a person or a partner asks for; that is safe as long as its own lease holds, and the store
/// looks to that. Only the one agent that holds the right works on a relationship: takes the steps that are due.
///
///     guard let permit = division.begin(pair) else { return }
///     defer { permit.end() }
///     await Fence.$current.withValue(permit.fence) { … }
package protocol WorkDivision: Sendable {
  /// The right to take a step for this pair now. Nil where another agent has it, nobody has it yet, this one is giving it
  /// up, or its lease may soon end. Costs nothing: ask before each step, and right before one that cannot be taken back.
  func mine(_ pair: HostPair) -> Fence?

  /// Begins work on this pair, if it is ``mine(_:)``.
  func begin(_ pair: HostPair) -> WorkPermit?

  /// For people: which agent works on this pair, as far as is known here; nil where that is unknown or this one.
  func other(_ pair: HostPair) -> String?

  /// For people: which part of the work is this agent's; nil where it does all.
  func share() -> WorkShare?

  /// What happens from now on, until the stream is dropped.
  func news() -> AsyncStream<WorkNews>
}
