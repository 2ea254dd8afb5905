package import AgentStore
import Declarations
import PartnerLink

/// How a relationship was ended.
package struct WithdrawalOutcome: Hashable, Sendable {
  package let relationship: Relationship
  /// Until when the halves given before verify wherever they are kept, Unix seconds; nil when there are none.
  package let verifiesUntil: Int64?
  /// False while the partner could not be told yet.
  package let partnerTold: Bool
}

extension Registrar {
  /// Registers a relationship, or joins a registration that is under way, and returns once it is established.
  ///
  /// - Parameters:
  ///   - patience: how long to wait for it; the agent goes on afterwards.
  ///   - progress: told of each step.
  /// - Throws: ``StepFailure`` with the reason when it is refused, comes to nothing, or takes longer.
  package func create(
    _ pair: HostPair, patience: Duration = .seconds(30), progress: @Sendable (Relationship) -> Void
  ) async throws(StepFailure) -> Relationship {
    let (served, partner) = try self.mayHave(pair)
    let changes = self.watch(pair)
    // What no drive took: another call's round may be under way already.
    defer { self.takePrepared(pair)?.drop() }
    let relationship = try await self.propose(pair, served, partner)
    progress(relationship)
    self.request(pair)
    var last = relationship
    let generation = relationship.generation
    // The end of the round before may still be on its way through the stream: it is not this round's.
    for await relationship in Self.until(changes, patience) where relationship.generation >= generation {
      if relationship.state != last.state || relationship.generation != last.generation { progress(relationship) }
      last = relationship
      switch relationship.state {
      case .established: return relationship
      case .failed, .withdrawn: throw Self.outcome(relationship)
      default: break
      }
    }
    throw .unavailable(
      "underWay",
      "\(pair) is \(last.state.rawValue)" + (last.failure.map { ", held up: \($0.message)" } ?? " and not done yet"),
      next: "The agent goes on with it; see: warifu relationship show \(pair.origin) \(pair.destination)")
  }

  /// Ends a relationship.
  package func withdraw(
    _ pair: HostPair, reason: String, patience: Duration = .seconds(15)
  ) async throws(StepFailure) -> WithdrawalOutcome {
    let changes = self.watch(pair)
    var last: Relationship
    do {
      last = try await self.record(pair, .withdrawalBegun(reason: reason))
    } catch .impossible {
      throw .refused("noRelationship", "there is no relationship \(pair)", next: "See: warifu relationship list")
    } catch {
      throw error.stepFailure
    }
    self.request(pair)
    if !last.state.isOver {
      for await relationship in Self.until(changes, patience) {
        last = relationship
        if last.state.isOver { break }
        // Removed here and the partner unreachable: there is nothing more to wait for.
        if last.failure != nil, !last.needsRemoval { break }
      }
    }
    if last.needsRemoval {
      throw .unavailable(
        "removal", "the records of \(pair) could not be removed yet" + (last.failure.map { ": \($0.message)" } ?? ""),
        next: "The agent keeps trying")
    }
    return WithdrawalOutcome(
      relationship: last, verifiesUntil: last.givenUntil, partnerTold: last.state.isOver)
  }

  package func relationships() async throws(StoreError) -> [Relationship] {
    try await self.store.relationships()
  }

  package func relationship(_ pair: HostPair) async throws(StoreError) -> Relationship? {
    try await self.store.relationship(pair)
  }

  private func mayHave(_ pair: HostPair) throws(StepFailure) -> (ServedEnds, PartnerEntry?) {
    guard pair.origin != pair.destination else {
      throw .refused("sameHost", "\(pair.origin) needs no declaration about itself")
    }
    guard let served = self.organization.served(pair) else { throw Self.notOurs(pair) }
    let owner = try self.owner(of: pair)
    if served.publishes { _ = try self.organization.publisher(for: owner) }
    return (served, served == .both ? nil : try self.organization.partner(for: pair))
  }

  /// The round to wait for: a new one, or the one under way.
  private func propose(
    _ pair: HostPair, _ served: ServedEnds, _ partner: PartnerEntry?
  ) async throws(StepFailure) -> Relationship {
    let current = try await self.storedRelationship(pair)
    switch current?.state {
    case .established:
      throw .refused(
        "alreadyEstablished", "\(pair) is established already",
        next: "To sign it anew: warifu relationship renew \(pair.origin) \(pair.destination)")
    case .withdrawing:
      throw .refused("withdrawing", "\(pair) is being withdrawn", next: "Try again when that is done")
    case .proposed?, .keysAgreed?, .halvesExchanged?, .published?:
      if let current, current.standing != nil {
        throw .refused("alreadyEstablished", "\(pair) is established already, and being renewed")
      }
      if let current { return current }
    case .failed, .withdrawn, nil: break
    }
    let past = current?.generation ?? 0
    guard past < Round.lastGeneration else {
      throw .refused(
        "generation", "\(pair) has had its last round: the partner's agent named number \(past)",
        next: "Ask the partner why; begin with an empty store on both sides")
    }
    // What the first steps need is asked for while the round is written down.
    if let partner { self.prepare(pair, served, partner) }
    do {
      return try await self.record(
        pair, .proposed(served: served, partner: partner?.name, generation: past + 1))
    } catch {
      throw error.stepFailure
    }
  }

  private static func outcome(_ relationship: Relationship) -> StepFailure {
    guard let failure = relationship.failure else {
      return .refused(
        "withdrawn", "\(relationship.pair) was withdrawn: \(relationship.withdrawReason ?? "without a reason")")
    }
    return StepFailure(failure)
  }

  /// The changes, until the time is over.
  static func until(_ changes: AsyncStream<Relationship>, _ limit: Duration) -> AsyncStream<Relationship> {
    let (stream, continuation) = AsyncStream.makeStream(of: Relationship.self)
    let forwarding = Task(executorPreference: NetworkExecutor.shared) {
      for await change in changes { continuation.yield(change) }
      continuation.finish()
    }
    let timer = Task(executorPreference: NetworkExecutor.shared) {
      try? await Task.sleep(for: limit)
      continuation.finish()
    }
    continuation.onTermination = { _ in
      forwarding.cancel()
      timer.cancel()
    }
    return stream
  }
}
