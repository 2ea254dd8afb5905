package import AgentStore

/// An event that cannot happen in the state a relationship is in.
package struct ImpossibleTransition: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    /// The event does not belong to this state; nil is a pair without a relationship.
    case state(RelationshipState?)
    /// The event speaks of a round that is over.
    case generation(ours: Int64, theirs: Int64)
    /// The same round, but with other keys, halves, ends or another partner.
    case contradiction(String)
  }

  package let event: String
  package let reason: Reason

  package var description: String {
    switch self.reason {
    case .state(nil): "\(self.event): there is no such relationship"
    case .state(let state?): "\(self.event): the relationship is \(state.rawValue)"
    case .generation(let ours, let theirs): "\(self.event): round \(theirs) is over, this agent knows round \(ours)"
    case .contradiction(let what): "\(self.event): \(what)"
    }
  }
}
