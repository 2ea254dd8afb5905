package import AgentStore

/// The life of one relationship as a pure machine: an event goes in, the next action comes out.
///
///     proposed → keysAgreed → halvesExchanged → published → established
///         ↘──────────↘───────────────↘──────────────↘──────────────↘ withdrawing → withdrawn, or failed
///
/// A renewal, or a change of keys, is the next round through the same states, while what the last one left published
/// stands: `established → proposed …`. If nothing comes of it before its halves are exchanged, the relationship is
/// established as before and tried again later; after that it is held up until it is done.
///
/// A failure of the first round after an update may have been sent leads through *withdrawing*, so that *failed* always
/// means that nothing is published. An event that repeats what is already so changes nothing.
package struct RelationshipMachine: Sendable {
  package private(set) var relationship: Relationship?

  package init(_ relationship: Relationship?) {
    self.relationship = relationship
  }

  /// What is to be done next; asked at the start, it resumes what a crash cut short.
  ///
  /// - Parameter now: Unix seconds.
  package func action(at now: Int64) -> RelationshipAction {
    guard let relationship = self.relationship else { return .rest }
    switch relationship.state {
    case .proposed: return .agreeKeys
    case .keysAgreed: return relationship.startedHere ? .exchangeHalves : .awaitPartner
    case .halvesExchanged:
      // Halves that are over before they were published help nobody.
      if relationship.areHalvesOver(at: now), relationship.standing != nil { return .renew }
      if relationship.served.publishes { return .publish }
      return relationship.startedHere ? .awaitPublication : .awaitPartner
    case .published: return relationship.served == .origin ? .tellPublished : .look
    case .withdrawing:
      return relationship.needsRemoval ? .remove : .tellWithdrawn
    case .established: return relationship.dueAt.map { $0 <= now } == true ? .renew : .rest
    case .failed, .withdrawn: return .rest
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
    return self.action(at: now)
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
        guard current.mayBegin(at: now) else {
          throw ImpossibleTransition(event: event.name, reason: .state(current.state))
        }
        guard generation > current.generation else {
          throw ImpossibleTransition(
            event: event.name, reason: .generation(ours: current.generation, theirs: generation))
        }
      }
      self.relationship = Relationship.round(
        generation, of: pair, after: self.relationship, served: served, partner: partner, startedHere: true, at: now)
    case .opened(let partner, let served, let generation, let keys):
      if let current = self.relationship, try !current.givesWay(to: event, by: partner, at: generation, keys: keys) {
        return self.action(at: now)
      }
      var relationship = Relationship.round(
        generation, of: pair, after: self.relationship, served: served, partner: partner, startedHere: false, at: now)
      relationship.state = .keysAgreed
      relationship.agree(keys)
      self.relationship = relationship
    default:
      return try self.handle(event, at: now)
    }
    return self.action(at: now)
  }
}
