package import AgentStore
import Declarations
package import Logging

/// Registers, renews, publishes and ends relationships: the initiator's and the other side's part of the exchange.
///
/// ``run()`` does the work that takes several steps; the calls of people (``create(_:patience:progress:)``,
/// ``withdraw(_:reason:patience:)``) and of partners (`open` and the others) write down what is to be done and wait, or
/// answer. What was under way when the process ended is taken up when ``run()`` begins.
package actor Registrar {
  package nonisolated let organization: Organization
  package nonisolated let store: any RelationshipStore
  nonisolated let sight: any DeclarationSight
  /// Which relationships are this agent's to work on, where several share a store.
  package nonisolated let division: any WorkDivision
  nonisolated let patience: Patience
  nonisolated let logger: Logger
  /// Unix seconds.
  nonisolated let now: @Sendable () -> Int64
  /// Around 1: what waits are multiplied by, so that many do not all come at once.
  nonisolated let jitter: @Sendable () -> Double
  private nonisolated let changed: @Sendable (_ before: Relationship?, _ after: Relationship) -> Void

  /// Whether what is said about a host's keys is being changed, and who waits to change it next.
  var isChoosing = false
  var choosers: [CheckedContinuation<Void, Never>] = []

  private let requests: AsyncStream<HostPair>
  private let requested: AsyncStream<HostPair>.Continuation
  /// Pairs a driver works on; true when it shall look once more before it rests.
  private var driven: [HostPair: Bool] = [:]
  /// What was asked for ahead of the drive that is to begin, for as long as somebody waits for it.
  private var prepared: [HostPair: DriveHints] = [:]
  /// How long the next try of a pair that was held up waits.
  private var waits: [HostPair: Duration] = [:]
  /// Rounds whose publication by the origin's agent is waited for.
  private var awaited: [HostPair: Round] = [:]
  private var watches: [HostPair: [Int: AsyncStream<Relationship>.Continuation]] = [:]
  private var lastWatch = 0

  /// - Parameters:
  ///   - now: Unix seconds.
  ///   - jitter: a number around 1 that waits are multiplied by.
  ///   - changed: told of each change that was written; returns at once.
  package init(
    organization: Organization, store: any RelationshipStore, division: any WorkDivision = SoleWorker(),
    sight: any DeclarationSight, patience: Patience = Patience(), logger: Logger, now: @escaping @Sendable () -> Int64,
    jitter: @escaping @Sendable () -> Double = { .random(in: 0.75...1.25) },
    changed: @escaping @Sendable (_ before: Relationship?, _ after: Relationship) -> Void = { _, _ in }
  ) {
    self.organization = organization
    self.store = store
    self.division = division
    self.sight = sight
    self.patience = patience
    self.logger = logger
    self.now = now
    self.jitter = jitter
    self.changed = changed
    (self.requests, self.requested) = AsyncStream.makeStream(of: HostPair.self)
  }

  /// Resumes what was under way and does what is asked for, until the task is cancelled.
  package func run() async throws(StoreError) {
    for pair in try await self.store.due(at: self.now()) { self.request(pair) }
    let news = self.division.news()
    let sweeps = [
      Task { await self.sweep() }, Task { await self.watchKeys() }, Task { await self.follow(news) },
    ]
    defer { for sweep in sweeps { sweep.cancel() } }
    let (places, place) = AsyncStream.makeStream(of: Void.self)
    for _ in 0..<self.patience.atOnce { place.yield() }
    var free = places.makeAsyncIterator()
    await withDiscardingTaskGroup { group in
      for await pair in self.requests where self.take(pair) {
        guard await free.next(isolation: self) != nil else { break }
        group.addTask {
          await self.drive(pair)
          place.yield()
        }
      }
      group.cancelAll()
    }
    // Nothing more will happen here that somebody could wait for.
    for watch in self.watches.values.flatMap(\.values) { watch.finish() }
  }

  /// Has a driver look at this pair.
  func request(_ pair: HostPair) {
    self.requested.yield(pair)
  }

  /// Has a driver look at this pair again after a while, which grows from one time to the next.
  func requestLater(_ pair: HostPair) {
    let wait = self.waits[pair] ?? self.patience.firstRetry
    self.waits[pair] = min(wait * 2, self.patience.longestRetry)
    self.request(pair, after: wait * self.jitter())
  }

  func request(_ pair: HostPair, after wait: Duration) {
    Task { [weak self] in
      guard (try? await Task.sleep(for: wait)) != nil else { return }
      await self?.request(pair)
    }
  }

  func forgetWait(_ pair: HostPair) {
    self.waits[pair] = nil
    self.awaited[pair] = nil
  }

  /// Whether the origin's agent has been waited for already since this round came here; if not, that begins now.
  func hasWaited(for round: Round) -> Bool {
    defer { self.awaited[round.pair] = round }
    return self.awaited[round.pair] == round
  }

  /// Writes down what happened in a round that is the one under way, and tells those who watch.
  @discardableResult
  func record(_ round: Round, _ events: RelationshipEvent...) async throws(RecordError) -> Relationship {
    try await self.record(round, events)
  }

  func record(_ round: Round, _ events: [RelationshipEvent]) async throws(RecordError) -> Relationship {
    try await self.record(round.pair, events) { stored in
      guard let stored, stored.generation != round.generation else { return nil }
      return .generation(ours: stored.generation, theirs: round.generation)
    }
  }

  /// Writes down what begins a round, or ends whichever is under way.
  @discardableResult
  func record(_ pair: HostPair, _ event: RelationshipEvent) async throws(RecordError) -> Relationship {
    try await self.record(pair, [event]) { _ in nil }
  }

  /// Writes down what a driver found out about a relationship, unless that has gone on meanwhile.
  @discardableResult
  func record(still relationship: Relationship, _ event: RelationshipEvent) async throws(RecordError) -> Relationship {
    try await self.record(relationship.pair, [event]) { stored in
      let isAsBefore =
        stored?.generation == relationship.generation && stored?.startedHere == relationship.startedHere
        && stored?.state == relationship.state
      return isAsBefore ? nil : .state(stored?.state)
    }
  }

  private func record(
    _ pair: HostPair, _ events: [RelationshipEvent],
    unless problem: @escaping @Sendable (Relationship?) -> ImpossibleTransition.Reason?
  ) async throws(RecordError) -> Relationship {
    let now = self.now()
    let (before, relationship): (Relationship?, Relationship)
    do {
      (before, relationship) = try await self.store.change(pair) { stored throws(ImpossibleTransition) in
        let before = stored
        var machine = RelationshipMachine(stored)
        if let reason = problem(stored) { throw ImpossibleTransition(event: events.first?.name ?? "", reason: reason) }
        for event in events { try machine.begin(pair, event, at: now) }
        guard let relationship = machine.relationship else {
          throw ImpossibleTransition(event: "nothing", reason: .state(nil))
        }
        stored = relationship
        return (before, relationship)
      }
    } catch {
      switch error {
      case .rejected(let impossible): throw .impossible(impossible)
      case .store(let error): throw .store(error)
      }
    }
    self.logger.debug("\(relationship.state.rawValue)", metadata: ["pair": "\(pair)"])
    for watch in (self.watches[pair] ?? [:]).values { watch.yield(relationship) }
    self.changed(before, relationship)
    return relationship
  }

  /// Every change of this pair from now on, until the stream is dropped.
  func watch(_ pair: HostPair) -> AsyncStream<Relationship> {
    let (stream, continuation) = AsyncStream.makeStream(of: Relationship.self)
    self.lastWatch += 1
    let number = self.lastWatch
    self.watches[pair, default: [:]][number] = continuation
    continuation.onTermination = { [weak self] _ in
      Task { await self?.unwatch(pair, number) }
    }
    return stream
  }

  private func unwatch(_ pair: HostPair, _ number: Int) {
    self.watches[pair]?[number] = nil
    if self.watches[pair]?.isEmpty == true { self.watches[pair] = nil }
  }

  /// How long an update may wait for others now.
  var updatePatience: Duration {
    self.patience.gathering * min(max(self.driven.count - 1, 0), self.patience.atOnce) / self.patience.atOnce
  }

  private func take(_ pair: HostPair) -> Bool {
    guard self.driven[pair] == nil else {
      self.driven[pair] = true
      return false
    }
    self.driven[pair] = false
    return true
  }

  /// Whether the driver may rest; if not, something came while it looked.
  func release(_ pair: HostPair) -> Bool {
    if self.driven[pair] == true {
      self.driven[pair] = false
      return false
    }
    self.driven[pair] = nil
    return true
  }

  /// Asks ahead for what the drive of a pair will need, which is this agent's and which nobody drives.
  func prepare(_ pair: HostPair, _ served: ServedEnds, _ partner: PartnerEntry) {
    guard self.driven[pair] == nil, self.prepared[pair] == nil, self.division.mine(pair) != nil else { return }
    self.prepared[pair] = self.askAhead(pair, served, partner)
  }

  func takePrepared(_ pair: HostPair) -> DriveHints? {
    self.prepared.removeValue(forKey: pair)
  }

  /// Keeps drivers from this pair until ``letGo(_:)``; false where one works on it.
  func hold(_ pair: HostPair) -> Bool {
    guard self.driven[pair] == nil else { return false }
    self.driven[pair] = false
    return true
  }

  /// Lets drivers at it again, and at what came meanwhile.
  func letGo(_ pair: HostPair) {
    let isWanted = self.driven[pair] == true
    self.driven[pair] = nil
    if isWanted { self.request(pair) }
  }

  /// What other agents that share the store do concerns those who wait here, and what they leave is taken up.
  private func follow(_ news: AsyncStream<WorkNews>) async {
    for await one in news {
      switch one {
      case .gained:
        for pair in (try? await self.store.due(at: self.now())) ?? [] { self.request(pair) }
      case .lost: break
      case .changed(let pair):
        if let watches = self.watches[pair], let relationship = try? await self.store.relationship(pair) {
          for watch in watches.values { watch.yield(relationship) }
        }
        self.request(pair)
      }
    }
  }

  /// Looks now and then for what is due, for what nobody drives any more, and for openings that nobody finished.
  private func sweep() async {
    while (try? await Task.sleep(for: self.patience.sweep)) != nil {
      guard let due = try? await self.store.due(at: self.now()) else { continue }
      for pair in due {
        if let relationship = try? await self.store.relationship(pair), relationship.state == .keysAgreed,
          !relationship.startedHere, self.now() - relationship.createdAt > self.patience.abandoned
        {
          let failure = RecordedFailure(
            code: "abandoned", message: "the partner opened this round and never came back", next: "", at: self.now())
          _ = try? await self.record(still: relationship, .failed(failure))
        }
        self.request(pair)
      }
    }
  }
}
