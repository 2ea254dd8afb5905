package import AgentStore

/// The registration of one relationship as a pure machine: an event goes in, the next action comes out.
///
///     proposed → keysAgreed → halvesExchanged → published → established
///         ↘──────────↘───────────────↘──────────────↘──────────────↘ withdrawing → withdrawn, or failed
///
/// A failure after an update may have been sent leads through *withdrawing* as well, so that *failed* always means that
/// nothing is published. An event that repeats what is already so changes nothing.
package struct RelationshipMachine: Sendable {
  package private(set) var relationship: Relationship?

  package init(_ relationship: Relationship?) {
    self.relationship = relationship
  }

  /// What is to be done next; asked at the start, it resumes what a crash cut short.
  package var action: RelationshipAction {
    guard let relationship = self.relationship else { return .rest }
    switch relationship.state {
    case .proposed: return .agreeKeys
    case .keysAgreed: return relationship.startedHere ? .exchangeHalves : .awaitPartner
    case .halvesExchanged:
      if relationship.served.publishes { return .publish }
      return relationship.startedHere ? .awaitPublication : .awaitPartner
    case .published: return relationship.served == .origin ? .tellPublished : .look
    case .withdrawing:
      return relationship.needsRemoval ? .remove : .tellWithdrawn
    case .established, .failed, .withdrawn: return .rest
    }
  }

  /// Takes an event in.
  ///
  /// - Parameter now: Unix seconds.
  /// - Returns: what is to be done next.
  /// - Throws: ``ImpossibleTransition``; the relationship is then as before.
  @discardableResult
  package mutating func handle(
    _ event: RelationshipEvent, at now: Int64
  ) throws(ImpossibleTransition)
    -> RelationshipAction
  {
    switch event {
    case .proposed, .opened: throw ImpossibleTransition(event: event.name, reason: .contradiction("it names no pair"))
    default: break
    }
    guard var relationship = self.relationship else {
      throw ImpossibleTransition(event: event.name, reason: .state(nil))
    }
    let before = relationship
    try relationship.take(event, at: now)
    if relationship != before { relationship.changedAt = now }
    self.relationship = relationship
    return self.action
  }

  /// Refuses an event of another round than the one under way.
  package func demand(_ generation: Int64?, for event: RelationshipEvent) throws(ImpossibleTransition) {
    guard let generation, let current = self.relationship?.generation, current != generation else { return }
    throw ImpossibleTransition(event: event.name, reason: .generation(ours: current, theirs: generation))
  }

  /// Takes in the event that begins a round.
  ///
  /// - Throws: ``ImpossibleTransition`` when a round is under way or established already, or the number is an old one.
  @discardableResult
  package mutating func begin(
    _ pair: HostPair, _ event: RelationshipEvent, at now: Int64
  ) throws(ImpossibleTransition)
    -> RelationshipAction
  {
    switch event {
    case .proposed(let served, let partner, let generation):
      if let current = self.relationship {
        guard current.state.isOver else { throw ImpossibleTransition(event: event.name, reason: .state(current.state)) }
        guard generation > current.generation else {
          throw ImpossibleTransition(
            event: event.name, reason: .generation(ours: current.generation, theirs: generation))
        }
      }
      self.relationship = Relationship(
        pair: pair, served: served, partner: partner, startedHere: true, generation: generation, state: .proposed,
        at: now)
    case .opened(let partner, let served, let generation, let keys):
      if let current = self.relationship, try !current.givesWay(to: event, at: generation, keys: keys) {
        return self.action
      }
      var relationship = Relationship(
        pair: pair, served: served, partner: partner, startedHere: false, generation: generation, state: .keysAgreed,
        at: now)
      relationship.agree(keys)
      self.relationship = relationship
    default:
      return try self.handle(event, at: now)
    }
    return self.action
  }
}
