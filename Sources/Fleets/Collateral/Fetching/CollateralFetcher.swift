import Attestation

/// Asks for what a plan names, with patience, verifies every answer and keeps it.
package struct CollateralFetcher: Sendable {
  private let source: any CollateralSource
  private let store: CollateralStore
  private let simulated: Set<[UInt8]>
  private let clock: CollateralClock
  private let schedule: RetrySchedule

  /// - Parameter simulated: digests of made-up roots that are trusted besides the vendors'. What is fetched must be under one of
  ///   these, and what a store has under others does not count.
  package init(
    _ source: any CollateralSource, into store: CollateralStore, simulated: Set<[UInt8]> = [],
    clock: CollateralClock = .machine, schedule: RetrySchedule = RetrySchedule()
  ) {
    self.source = source
    self.store = store
    self.simulated = simulated
    self.clock = clock
    self.schedule = schedule
  }

  /// Fetches all steps one after the other; one that fails does not stop the others. A service that could not be reached with
  /// patience is asked once for each of the rest, until it answers.
  ///
  /// - Throws: ``CollateralStoreError``; `CancellationError`.
  package func fetch(_ plan: FetchPlan, said: (FetchOutcome) -> Void = { _ in }) async throws -> [FetchOutcome] {
    let contents = try self.store.contents().under(simulated: self.simulated)
    var known = plan.bag.merged(with: try contents.bag())
    var outcomes: [FetchOutcome] = []
    var silent: Set<VendorService> = []
    for step in plan.steps {
      let outcome = try await self.fetch(step, contents, &known, &silent)
      said(outcome)
      outcomes.append(outcome)
    }
    return outcomes
  }

  /// - Parameter silent: the services that could not be reached when they were last asked.
  private func fetch(
    _ step: FetchStep, _ contents: CollateralContents, _ known: inout CollateralBag,
    _ silent: inout Set<VendorService>
  ) async throws -> FetchOutcome {
    if step.isLasting, let (want, piece) = self.present(step, contents) {
      return FetchOutcome(want: want, result: .present, piece: piece, requests: 0)
    }
    var requests = 0
    var failure: (want: CollateralWant, error: FetchError)?
    for want in step.wants {
      do {
        let answer = try await self.answer(to: want, patiently: !silent.contains(want.service), &requests)
        silent.remove(want.service)
        let sorting = try self.sorted(answer, for: want, beside: known)
        known = known.merged(with: sorting.bag)
        return try self.keep(sorting.pieces, want, requests, over: contents)
      } catch let error as FetchError {
        // What another service said first is no reason for a complaint when the next one knows it.
        failure = (want, error)
        // Whoever says no is there.
        if error.isSilence { silent.insert(want.service) } else { silent.remove(want.service) }
        guard error.kind == .notFound else { break }
      }
    }
    let (want, error) = failure ?? (step.wants[0], FetchError(.notFound, "nothing was asked for"))
    let piece = contents.pieces.first { want.isMet(by: $0) }
    return FetchOutcome(want: want, result: .failed(error), piece: piece, requests: requests)
  }

  private func present(_ step: FetchStep, _ contents: CollateralContents) -> (CollateralWant, EndorsedPiece)? {
    let now = self.clock.now()
    for want in step.wants {
      if let piece = contents.pieces.first(where: { want.isMet(by: $0) && $0.isInForce(at: now) }) {
        return (want, piece)
      }
    }
    return nil
  }

  private func answer(
    to want: CollateralWant, patiently isPatient: Bool, _ requests: inout Int
  ) async throws -> [[UInt8]] {
    var tries = 0
    while true {
      tries += 1
      requests += 1
      do throws(FetchError) {
        return try await self.source.answer(to: want)
      } catch {
        guard isPatient, let pause = self.schedule.pause(after: tries, error) else { throw error }
        try await self.clock.pause(pause)
      }
    }
  }

  private struct Sorted {
    let bag: CollateralBag
    let pieces: [EndorsedPiece]
  }

  /// Verifies an answer. Nothing of one that has not what was asked for is kept.
  private func sorted(
    _ answer: [[UInt8]], for want: CollateralWant, beside known: CollateralBag
  ) throws(FetchError) -> Sorted {
    var bag = CollateralBag()
    do throws(EvidenceError) {
      for piece in answer { try bag.add(piece) }
    } catch {
      throw FetchError(.wrongContent, "the answer about the \(want.what) cannot be read: \(error.message)")
    }
    let sorting = CollateralSorting(bag, beside: known, roots: TrustedRoots(simulated: self.simulated))
    guard sorting.pieces.contains(where: { want.isMet(by: $0) }) else {
      let problem = sorting.refusals.first?.error.message ?? "it is about something else"
      throw FetchError(.wrongContent, "the answer about the \(want.what) is not to be believed: \(problem)")
    }
    return Sorted(bag: bag, pieces: sorting.pieces)
  }

  private func keep(
    _ pieces: [EndorsedPiece], _ want: CollateralWant, _ requests: Int, over contents: CollateralContents
  ) throws -> FetchOutcome {
    let kept = try self.store.keep(pieces, now: self.clock.now())
    guard let own = kept.first(where: { want.isMet(by: $0.piece) }) else {
      return FetchOutcome(want: want, result: .kept(.unchanged), piece: nil, requests: requests)
    }
    let piece = own.keeping == .stale ? contents.piece(at: own.piece.path) ?? own.piece : own.piece
    return FetchOutcome(want: want, result: .kept(own.keeping), piece: piece, requests: requests)
  }
}
