import AgentStore

extension Relationship {
  /// Whether an opening by the partner begins a new round here; false where it repeats the one under way.
  ///
  /// Both sides may begin at once: then the origin's opening counts and the destination's is refused, so that exactly
  /// one of them goes on.
  func givesWay(
    to event: RelationshipEvent, at generation: Int64, keys: AgreedKeys
  ) throws(ImpossibleTransition) -> Bool {
    if generation > self.generation {
      guard self.state.isOver || self.yields || self.isAbandonedByPartner else {
        throw ImpossibleTransition(event: event.name, reason: .state(self.state))
      }
      return true
    }
    guard generation == self.generation, self.state != .withdrawn else {
      throw ImpossibleTransition(event: event.name, reason: .generation(ours: self.generation, theirs: generation))
    }
    if self.startedHere {
      guard self.yields else {
        if self.state.isOver {
          throw ImpossibleTransition(event: event.name, reason: .generation(ours: self.generation, theirs: generation))
        }
        throw ImpossibleTransition(event: event.name, reason: .state(self.state))
      }
      return true
    }
    if self.state == .failed { return true }
    guard self.originKey == keys.origin, self.destinationKey == keys.destination else {
      guard self.state == .keysAgreed else {
        throw ImpossibleTransition(
          event: event.name, reason: .contradiction("this round was opened with other keys"))
      }
      return true
    }
    return false
  }

  /// The destination gives way when both began at once.
  private var yields: Bool { self.startedHere && self.served == .destination && self.state == .proposed }

  /// A round the partner began and never finished ends when the partner begins the next.
  private var isAbandonedByPartner: Bool { !self.startedHere && self.state == .keysAgreed }
}
