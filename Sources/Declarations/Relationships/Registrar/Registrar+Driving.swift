import AgentStore
import Logging

extension Registrar {
  /// Does one step after the other until there is nothing to do, or it is another's turn.
  func drive(_ pair: HostPair) async {
    guard let permit = self.division.begin(pair) else {
      // Another agent's, or nobody's yet: who gets it looks by itself, and the sweep comes by here again.
      _ = self.release(pair)
      return
    }
    defer { permit.end() }
    await Fence.$current.withValue(permit.fence) { await self.driveAlone(pair) }
  }

  private func driveAlone(_ pair: HostPair) async {
    let hints = self.takePrepared(pair) ?? DriveHints()
    defer { hints.drop() }
    var round: Int64?
    while !Task.isCancelled, self.division.mine(pair) != nil {
      let relationship: Relationship?
      do {
        relationship = try await self.store.relationship(pair)
      } catch {
        self.logger.error("\(error)", metadata: ["pair": "\(pair)"])
        self.requestLater(pair)
        break
      }
      // What was found out for one round does not count for the next: it may be old by then.
      if let round, round != relationship?.generation { hints.drop() }
      round = relationship?.generation
      guard let relationship, let step = self.step(relationship, hints) else {
        if self.release(pair) { return }
        continue
      }
      do {
        try await step()
        self.forgetWait(pair)
        continue
      } catch is NotYet {
        self.request(pair, after: self.patience.publication)
      } catch let failure as StepFailure {
        hints.drop()
        await self.settle(relationship, failure)
      } catch let error as RecordError {
        hints.drop()
        self.settle(relationship, error)
      } catch {
        hints.drop()
        self.logger.error("\(error)", metadata: ["pair": "\(pair)"])
        self.requestLater(pair)
      }
      if self.release(pair) { return }
    }
    _ = self.release(pair)
  }

  /// It is the partner's turn; to be looked at again in a while.
  struct NotYet: Error {}

  private func step(_ relationship: Relationship, _ hints: DriveHints) -> (() async throws -> Void)? {
    switch RelationshipMachine(relationship).action(at: self.now()) {
    case .renew: { try await self.beginRenewalOrTakeOut(relationship) }
    case .agreeKeys:
      {
        try await self.takeOutRevoked(relationship)
        try await self.agreeKeys(relationship, hints)
      }
    case .exchangeHalves:
      {
        try await self.takeOutRevoked(relationship)
        try await self.exchangeHalves(relationship, hints)
      }
    case .publish:
      { try await self.finishUnlessRevoked(relationship, hints) { try await self.publish(relationship, hints) } }
    case .tellPublished:
      { try await self.finishUnlessRevoked(relationship, hints) { try await self.tellPublished(relationship, hints) } }
    case .look: { try await self.lookOnceMore(relationship) }
    case .awaitPublication: { try await self.awaitPublication(relationship) }
    case .remove: { try await self.remove(relationship) }
    case .tellWithdrawn: { try await self.tellWithdrawn(relationship) }
    case .awaitPartner, .rest: nil
    }
  }

  /// Ends the round, or writes down what holds it up and has it tried again.
  private func settle(_ relationship: Relationship, _ failure: StepFailure) async {
    if Task.isCancelled { return }
    let outcome = self.outcome(of: failure, for: relationship)
    self.logger.log(
      level: outcome == .heldUp ? .info : .warning, "\(outcome.rawValue): \(failure)",
      metadata: [
        "pair": "\(relationship.pair)", "round": "\(relationship.generation)",
        "state": "\(relationship.state.rawValue)", "code": "\(failure.code)",
      ])
    let recorded = RecordedFailure(
      isRefusal: failure.kind != .unavailable, code: failure.code, message: failure.message, next: failure.next,
      at: self.now())
    do {
      switch outcome {
      case .givenUp:
        let ended = try await self.record(still: relationship, .failed(recorded))
        if ended.state == .failed { await self.tellOfFailure(relationship, failure) }
        self.request(relationship.pair)
      case .putOff:
        let until = self.now() + self.renewalWait(relationship)
        try await self.record(still: relationship, .setBack(recorded, until: until))
      case .heldUp:
        try await self.record(still: relationship, .heldUp(recorded))
        self.requestLater(relationship.pair)
      }
    } catch {
      self.settle(relationship, error)
    }
  }

  private func settle(_ relationship: Relationship, _ error: RecordError) {
    switch error {
    case .impossible:
      // Somebody else moved the relationship meanwhile: the next look at it says what to do.
      self.logger.debug("\(error)", metadata: ["pair": "\(relationship.pair)"])
      self.requestLater(relationship.pair)
    case .store:
      self.logger.error("\(error)", metadata: ["pair": "\(relationship.pair)"])
      self.requestLater(relationship.pair)
    }
  }

  private enum Outcome: String {
    case givenUp = "Given up"
    /// A renewal: what stands remains.
    case putOff = "Put off"
    case heldUp = "Held up"
  }

  /// What was never given away can be given up; what may be published is undone, or done at last, whatever it takes.
  private func outcome(of failure: StepFailure, for relationship: Relationship) -> Outcome {
    let isOld = self.now() - relationship.createdAt > self.patience.giveUp
    let isRenewal = relationship.standing != nil
    return switch relationship.state {
    case .proposed where isRenewal, .keysAgreed where isRenewal:
      // A signing agent that has too much to do now is asked again in a moment.
      failure.code == "signerRateExceeded" ? .heldUp : .putOff
    case .halvesExchanged where isRenewal, .published where isRenewal: .heldUp
    case .proposed:
      failure.kind != .unavailable || self.now() - relationship.createdAt >= self.patience.firstContact
        ? .givenUp : .heldUp
    // The partner has gone on, or does so now: it saw this round, and opens the next one when its next try comes.
    case .published where ["generation", "notNow"].contains(failure.code) && !isOld: .heldUp
    case .keysAgreed, .halvesExchanged, .published: failure.kind == .refused || isOld ? .givenUp : .heldUp
    case .established, .failed, .withdrawing, .withdrawn: .heldUp
    }
  }

  private func renewalWait(_ relationship: Relationship) -> Int64 {
    let doublings = min(max(relationship.setbacks, 0), 16)
    let wait = min(self.patience.firstRenewalRetry << doublings, self.patience.longestRenewalRetry)
    return max(Int64(Double(wait) * self.jitter()), 1)
  }

  static func first(of changes: AsyncStream<Relationship>, within limit: Duration) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await Task.sleep(for: limit) }
      group.addTask {
        for await _ in changes { return }
      }
      await group.next()
      group.cancelAll()
    }
  }
}
