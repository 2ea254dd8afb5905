import AgentStore
import Logging

extension Registrar {
  /// Does one step after the other until there is nothing to do, or it is another's turn.
  func drive(_ pair: HostPair) async {
    let hints = DriveHints()
    defer { hints.drop() }
    var wait = self.patience.firstRetry
    while !Task.isCancelled {
      let relationship: Relationship?
      do {
        relationship = try await self.store.relationship(pair)
      } catch {
        self.logger.error("\(error)", metadata: ["pair": "\(pair)"])
        try? await Task.sleep(for: self.patience.longestRetry)
        continue
      }
      guard let relationship, let step = self.step(relationship, hints) else {
        if self.release(pair) { return }
        continue
      }
      do {
        try await step()
        wait = self.patience.firstRetry
      } catch let failure as StepFailure {
        await self.settle(relationship, failure, &wait)
      } catch let error as RecordError {
        await self.settle(relationship, error, &wait)
      } catch {
        self.logger.error("\(error)", metadata: ["pair": "\(pair)"])
        await self.rest(pair, &wait)
      }
    }
    _ = self.release(pair)
  }

  private func step(_ relationship: Relationship, _ hints: DriveHints) -> (() async throws -> Void)? {
    switch RelationshipMachine(relationship).action {
    case .agreeKeys: { try await self.agreeKeys(relationship, hints) }
    case .exchangeHalves: { try await self.exchangeHalves(relationship, hints) }
    case .publish: { try await self.publish(relationship, hints) }
    case .tellPublished: { try await self.tellPublished(relationship) }
    case .look: { try await self.lookOnceMore(relationship) }
    case .awaitPublication: { try await self.awaitPublication(relationship) }
    case .remove: { try await self.remove(relationship) }
    case .tellWithdrawn: { try await self.tellWithdrawn(relationship) }
    case .awaitPartner, .rest: nil
    }
  }

  /// Ends the round, or writes down what holds it up and waits.
  private func settle(_ relationship: Relationship, _ failure: StepFailure, _ wait: inout Duration) async {
    if Task.isCancelled { return }
    let recorded = RecordedFailure(
      isRefusal: failure.kind == .refused, code: failure.code, message: failure.message, next: failure.next,
      at: self.now())
    let isFinal = self.isFinal(failure, for: relationship)
    self.logger.log(
      level: isFinal ? .warning : .info, "\(isFinal ? "Given up" : "Held up"): \(failure)",
      metadata: [
        "pair": "\(relationship.pair)", "round": "\(relationship.generation)",
        "state": "\(relationship.state.rawValue)",
        "code": "\(failure.code)",
      ])
    do {
      if isFinal {
        let ended = try await self.record(relationship.round, .failed(recorded))
        if ended.state == .failed { await self.tellOfFailure(relationship, failure) }
      } else {
        try await self.record(relationship.round, .heldUp(recorded))
        await self.rest(relationship.pair, &wait)
      }
    } catch {
      await self.settle(relationship, error, &wait)
    }
  }

  private func settle(_ relationship: Relationship, _ error: RecordError, _ wait: inout Duration) async {
    switch error {
    case .impossible:
      // Somebody else moved the relationship meanwhile: the next look at it says what to do.
      self.logger.debug("\(error)", metadata: ["pair": "\(relationship.pair)"])
    case .store:
      self.logger.error("\(error)", metadata: ["pair": "\(relationship.pair)"])
      await self.rest(relationship.pair, &wait)
    }
  }

  /// What was never given away can be given up; what may be published is undone, whatever it takes.
  private func isFinal(_ failure: StepFailure, for relationship: Relationship) -> Bool {
    switch relationship.state {
    case .proposed:
      failure.kind == .refused || self.now() - relationship.createdAt >= self.patience.firstContact
    case .keysAgreed, .halvesExchanged, .published:
      failure.kind == .refused || self.now() - relationship.createdAt > self.patience.giveUp
    case .established, .failed, .withdrawing, .withdrawn: false
    }
  }

  /// Waits for the given time, or until something happens to the pair.
  func rest(_ pair: HostPair, _ wait: inout Duration) async {
    let changes = self.watch(pair)
    await Self.first(of: changes, within: wait)
    wait = min(wait * 2, self.patience.longestRetry)
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
