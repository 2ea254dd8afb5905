import AgentStore

extension Relationship {
  /// How long a renewal that came to nothing is put off where nobody says, seconds.
  private static let putOff: Int64 = 3600

  /// Takes in an event of the round under way.
  mutating func take(_ event: RelationshipEvent, at now: Int64) throws(ImpossibleTransition) {
    switch event {
    case .proposed, .opened: throw self.impossible(event)
    case .outpaced(let generation):
      guard self.startedHere, self.state == .proposed || self.state == .keysAgreed, generation > self.generation else {
        throw self.impossible(event)
      }
      if self.firstGeneration == self.generation { self.firstGeneration = generation }
      self.generation = generation
      self.state = .proposed
    case .keysAgreed(let keys): try self.takeKeys(keys, event)
    case .halfGiven(let records, let expires): try self.takeGivenHalf(records, expires: expires, event)
    case .halvesExchanged(let halves, let validUntil): try self.takeHalves(halves, validUntil: validUntil, event)
    case .published: try self.takePublished(event, at: now)
    case .seen: try self.takeSeen(event, at: now)
    case .heldUp(let failure):
      guard !self.state.isOver else { throw self.impossible(event) }
      self.failure = failure
    case .failed(let failure): try self.takeFailure(failure, event)
    case .setBack(let failure, let until):
      guard self.standing != nil, self.state == .proposed || self.state == .keysAgreed else {
        throw self.impossible(event)
      }
      self.fallBack(failure, until: until)
    case .due(let moment):
      guard !self.state.isOver, self.state != .withdrawing else { throw self.impossible(event) }
      self.dueAt = min(self.dueAt ?? moment, moment)
    case .fenced(let fence): self.partnerFence = max(self.partnerFence, fence)
    case .overtaken(let generation):
      guard self.state.isOver, generation > self.generation else { throw self.impossible(event) }
      self.generation = generation
    case .withdrawalBegun(let reason): self.takeWithdrawal(reason)
    case .removed:
      guard self.state == .withdrawing, self.served.publishes else { throw self.impossible(event) }
      self.publication = .removed
      self.standing = nil
      self.stray = []
      if self.served == .both { self.finishWithdrawal() }
    case .partnerTold:
      if self.state.isOver { return }
      guard self.state == .withdrawing, !self.needsRemoval else { throw self.impossible(event) }
      self.finishWithdrawal()
    }
  }

  /// Whether the zone may still hold something of it that must go.
  var needsRemoval: Bool {
    guard self.served.publishes else { return false }
    return self.publication == .underWay || self.publication == .confirmed || self.standing != nil
      || !self.stray.isEmpty
  }

  mutating func agree(_ keys: AgreedKeys) {
    self.keys = keys.keys
    self.maximumValidity = keys.maximumValidity
    self.latestExpiry = keys.latestExpiry
  }

  private mutating func takeKeys(_ keys: AgreedKeys, _ event: RelationshipEvent) throws(ImpossibleTransition) {
    guard self.startedHere, self.state == .proposed || self.state == .keysAgreed else { throw self.impossible(event) }
    self.agree(keys)
    self.state = .keysAgreed
    self.failure = nil
  }

  private mutating func takeGivenHalf(
    _ records: [String], expires: Int64, _ event: RelationshipEvent
  ) throws(ImpossibleTransition) {
    guard self.state == .keysAgreed, self.served != .both else { throw self.impossible(event) }
    if self.served == .origin { self.halves.origin = records } else { self.halves.destination = records }
    self.givenUntil = max(self.givenUntil ?? expires, expires)
  }

  private mutating func takeHalves(
    _ halves: Halves, validUntil: Int64, _ event: RelationshipEvent
  ) throws(ImpossibleTransition) {
    switch self.state {
    case .keysAgreed:
      self.halves = halves
      self.validUntil = validUntil
      if self.served == .both { self.givenUntil = max(self.givenUntil ?? validUntil, validUntil) }
      self.state = .halvesExchanged
      self.failure = nil
      // The update follows at once, so the same write says that one may have been sent.
      if self.served.publishes { self.publication = .underWay }
    case .halvesExchanged, .published, .established:
      guard self.halves == halves else {
        throw ImpossibleTransition(event: event.name, reason: .contradiction("this round already has other halves"))
      }
    case .proposed, .failed, .withdrawing, .withdrawn: throw self.impossible(event)
    }
  }

  private mutating func takePublished(_ event: RelationshipEvent, at now: Int64) throws(ImpossibleTransition) {
    switch self.state {
    case .halvesExchanged:
      self.state = .published
      self.declaredAt = (self.standing.flatMap { $0.keys == self.keys ? $0.declaredAt : nil }) ?? now
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
      self.establishedAt = self.establishedAt ?? now
      self.failure = nil
      self.standing = nil
      self.stray = []
      self.setbacks = 0
      self.planRenewal(at: now)
    case .established: break
    case .proposed, .keysAgreed, .halvesExchanged, .failed, .withdrawing, .withdrawn: throw self.impossible(event)
    }
  }

  private mutating func takeFailure(
    _ failure: RecordedFailure, _ event: RelationshipEvent
  ) throws(ImpossibleTransition) {
    switch self.state {
    case .failed: break
    case .proposed where self.standing != nil, .keysAgreed where self.standing != nil:
      self.fallBack(failure, until: failure.at + Self.putOff)
    case .halvesExchanged where self.standing != nil, .published where self.standing != nil:
      self.failure = failure
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
      self.dueAt = nil
      self.state = .withdrawing
      if self.served == .both && !self.needsRemoval { self.finishWithdrawal() }
    }
  }

  /// A round that was undone because it failed ends as failed; one that somebody ended, as withdrawn.
  private mutating func finishWithdrawal(_ reason: String? = nil) {
    if let reason { self.withdrawReason = reason }
    let undone = self.withdrawReason == nil
    self.state = undone ? .failed : .withdrawn
    self.standing = nil
    self.dueAt = nil
    if !undone { self.failure = nil }
  }

  private func impossible(_ event: RelationshipEvent) -> ImpossibleTransition {
    ImpossibleTransition(event: event.name, reason: .state(self.state))
  }
}
