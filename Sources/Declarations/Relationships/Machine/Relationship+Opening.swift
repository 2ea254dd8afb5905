import AgentStore

extension Relationship {
  /// Whether an opening by the partner begins a new round here; false where it repeats the one under way.
  ///
  /// Both sides may begin at once: then the origin's opening counts and the destination's is refused, so that exactly
  /// one of them goes on.
  func givesWay(
    to event: RelationshipEvent, by partner: String, at generation: Int64, keys: AgreedKeys
  ) throws(ImpossibleTransition) -> Bool {
    guard self.state.isOver || self.partner == partner else {
      throw ImpossibleTransition(event: event.name, reason: .contradiction("the pair is another partner's"))
    }
    if generation > self.generation {
      guard self.state.rests || self.yields || self.isAbandonedByPartner || self.awaitsSightOnly else {
        throw ImpossibleTransition(event: event.name, reason: .state(self.state))
      }
      return true
    }
    guard generation == self.generation, self.state != .withdrawn else {
      throw ImpossibleTransition(event: event.name, reason: .generation(ours: self.generation, theirs: generation))
    }
    if self.startedHere {
      guard self.yields else {
        if self.state.rests {
          throw ImpossibleTransition(event: event.name, reason: .generation(ours: self.generation, theirs: generation))
        }
        throw ImpossibleTransition(event: event.name, reason: .state(self.state))
      }
      return true
    }
    if self.state == .failed { return true }
    guard self.keys == keys.keys else {
      if self.state == .keysAgreed { return true }
      guard self.state == .established else {
        throw ImpossibleTransition(
          event: event.name, reason: .contradiction("this round was opened with other keys"))
      }
      // The caller has forgotten this round, or it came to nothing here: it shall take the next number.
      throw ImpossibleTransition(event: event.name, reason: .generation(ours: self.generation, theirs: generation))
    }
    return false
  }

  /// The destination gives way when both began at once.
  private var yields: Bool { self.startedHere && self.served == .destination && self.state == .proposed }

  /// A round the partner began and never finished ends when the partner begins the next.
  private var isAbandonedByPartner: Bool {
    guard !self.startedHere else { return false }
    return self.state == .keysAgreed || (self.state == .halvesExchanged && self.served == .destination)
  }

  /// Published and validated here, the origin; only the destination's word that it sees it is missing. A destination that
  /// opens the next round has gone on: its word was lost, or it never heard that its half had arrived. Were it refused,
  /// neither side's round would ever come to its end.
  var awaitsSightOnly: Bool { self.state == .published && self.served == .origin }
}
