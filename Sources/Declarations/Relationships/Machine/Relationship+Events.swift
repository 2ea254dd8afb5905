import AgentStore

extension Relationship {
  /// Takes in an event of the round under way.
  mutating func take(_ event: RelationshipEvent, at now: Int64) throws(ImpossibleTransition) {
    switch event {
    case .proposed, .opened: throw self.impossible(event)
    case .outpaced(let generation):
      guard self.state == .proposed, generation > self.generation else { throw self.impossible(event) }
      self.generation = generation
    case .keysAgreed(let keys): try self.takeKeys(keys, event)
    case .halfGiven(let half, let expires): try self.takeGivenHalf(half, expires: expires, event)
    case .halvesExchanged(let origin, let destination, let validUntil):
      try self.takeHalves(origin: origin, destination: destination, validUntil: validUntil, event)
    case .published: try self.takePublished(event)
    case .seen: try self.takeSeen(event, at: now)
    case .heldUp(let failure):
      guard !self.state.isOver else { throw self.impossible(event) }
      self.failure = failure
    case .failed(let failure): try self.takeFailure(failure, event)
    case .withdrawalBegun(let reason): self.takeWithdrawal(reason)
    case .removed:
      guard self.state == .withdrawing, self.served.publishes else { throw self.impossible(event) }
      self.publication = .removed
      if self.served == .both { self.finishWithdrawal() }
    case .partnerTold:
      if self.state.isOver { return }
      guard self.state == .withdrawing, !self.needsRemoval else { throw self.impossible(event) }
      self.finishWithdrawal()
    }
  }

  /// Whether the zone may still hold something of it that must go.
  var needsRemoval: Bool {
    self.served.publishes && (self.publication == .underWay || self.publication == .confirmed)
  }

  mutating func agree(_ keys: AgreedKeys) {
    self.originKey = keys.origin
    self.destinationKey = keys.destination
    self.maximumValidity = keys.maximumValidity
  }

  private mutating func takeKeys(_ keys: AgreedKeys, _ event: RelationshipEvent) throws(ImpossibleTransition) {
    guard self.startedHere, self.state == .proposed || self.state == .keysAgreed else { throw self.impossible(event) }
    self.agree(keys)
    self.state = .keysAgreed
    self.failure = nil
  }

  private mutating func takeGivenHalf(
    _ half: String, expires: Int64, _ event: RelationshipEvent
  ) throws(ImpossibleTransition) {
    guard self.state == .keysAgreed, self.served != .both else { throw self.impossible(event) }
    if self.served == .origin { self.originHalf = half } else { self.destinationHalf = half }
    self.validUntil = max(self.validUntil ?? expires, expires)
  }

  private mutating func takeHalves(
    origin: String, destination: String, validUntil: Int64, _ event: RelationshipEvent
  ) throws(ImpossibleTransition) {
    switch self.state {
    case .keysAgreed:
      self.originHalf = origin
      self.destinationHalf = destination
      self.validUntil = validUntil
      self.state = .halvesExchanged
      self.failure = nil
      // The update follows at once, so the same write says that one may have been sent.
      if self.served.publishes { self.publication = .underWay }
    case .halvesExchanged, .published, .established:
      guard self.originHalf == origin, self.destinationHalf == destination else {
        throw ImpossibleTransition(event: event.name, reason: .contradiction("this round already has other halves"))
      }
    case .proposed, .failed, .withdrawing, .withdrawn: throw self.impossible(event)
    }
  }

  private mutating func takePublished(_ event: RelationshipEvent) throws(ImpossibleTransition) {
    switch self.state {
    case .halvesExchanged:
      self.state = .published
      if self.served.publishes { self.publication = .confirmed }
      self.failure = nil
    case .published, .established: break
    case .proposed, .keysAgreed, .failed, .withdrawing, .withdrawn: throw self.impossible(event)
    }
  }

  private mutating func takeSeen(_ event: RelationshipEvent, at now: Int64) throws(ImpossibleTransition) {
    switch self.state {
    case .published:
      self.state = .established
      self.establishedAt = now
      self.failure = nil
    case .established: break
    case .proposed, .keysAgreed, .halvesExchanged, .failed, .withdrawing, .withdrawn: throw self.impossible(event)
    }
  }

  private mutating func takeFailure(
    _ failure: RecordedFailure, _ event: RelationshipEvent
  ) throws(ImpossibleTransition) {
    switch self.state {
    case .failed: break
    case .proposed, .keysAgreed, .halvesExchanged, .published:
      self.failure = failure
      self.state = self.needsRemoval ? .withdrawing : .failed
    case .established, .withdrawing, .withdrawn: throw self.impossible(event)
    }
  }

  private mutating func takeWithdrawal(_ reason: String) {
    switch self.state {
    case .withdrawn, .withdrawing: break
    case .failed: self.finishWithdrawal(reason)
    case .proposed, .keysAgreed, .halvesExchanged, .published, .established:
      self.withdrawReason = reason
      self.failure = nil
      self.state = .withdrawing
      if self.served == .both && !self.needsRemoval { self.finishWithdrawal() }
    }
  }

  /// A round that was undone because it failed ends as failed; one that somebody ended, as withdrawn.
  private mutating func finishWithdrawal(_ reason: String? = nil) {
    if let reason { self.withdrawReason = reason }
    let undone = self.withdrawReason == nil
    self.state = undone ? .failed : .withdrawn
    if !undone { self.failure = nil }
  }

  private func impossible(_ event: RelationshipEvent) -> ImpossibleTransition {
    ImpossibleTransition(event: event.name, reason: .state(self.state))
  }
}
