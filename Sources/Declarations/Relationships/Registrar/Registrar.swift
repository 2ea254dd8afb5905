package import AgentStore
import Declarations
package import Logging

/// Registers, publishes and ends relationships: the initiator's and the other side's part of the exchange.
///
/// ``run()`` does the work that takes several steps; the calls of people (``create(_:patience:progress:)``,
/// ``withdraw(_:reason:patience:)``) and of partners (`open` and the others) write down what is to be done and wait, or
/// answer. What was under way when the process ended is taken up when ``run()`` begins.
package actor Registrar {
  package nonisolated let organization: Organization
  nonisolated let store: any RelationshipStore
  nonisolated let sight: any DeclarationSight
  nonisolated let patience: Patience
  nonisolated let logger: Logger
  /// Unix seconds.
  nonisolated let now: @Sendable () -> Int64

  private let requests: AsyncStream<HostPair>
  private let requested: AsyncStream<HostPair>.Continuation
  /// Pairs a driver works on; true when it shall look once more before it rests.
  private var driven: [HostPair: Bool] = [:]
  private var watches: [HostPair: [Int: AsyncStream<Relationship>.Continuation]] = [:]
  private var lastWatch = 0

  /// - Parameter now: Unix seconds.
  package init(
    organization: Organization, store: any RelationshipStore, sight: any DeclarationSight,
    patience: Patience = Patience(), logger: Logger, now: @escaping @Sendable () -> Int64
  ) {
    self.organization = organization
    self.store = store
    self.sight = sight
    self.patience = patience
    self.logger = logger
    self.now = now
    (self.requests, self.requested) = AsyncStream.makeStream(of: HostPair.self)
  }

  /// Resumes what was under way and does what is asked for, until the task is cancelled.
  package func run() async throws(StoreError) {
    for relationship in try await self.store.relationships() { self.request(relationship.pair) }
    let sweep = Task { await self.sweep() }
    defer { sweep.cancel() }
    await withDiscardingTaskGroup { group in
      for await pair in self.requests where self.take(pair) {
        group.addTask { await self.drive(pair) }
      }
      group.cancelAll()
    }
  }

  /// Has a driver look at this pair.
  func request(_ pair: HostPair) {
    self.requested.yield(pair)
  }

  /// Writes down what happened in a round that is the one under way, and tells those who watch.
  @discardableResult
  func record(_ round: Round, _ events: RelationshipEvent...) async throws(RecordError) -> Relationship {
    try await self.record(round.pair, generation: round.generation, events)
  }

  /// Writes down what begins a round, or ends whichever is under way.
  @discardableResult
  func record(_ pair: HostPair, _ event: RelationshipEvent) async throws(RecordError) -> Relationship {
    try await self.record(pair, generation: nil, [event])
  }

  private func record(
    _ pair: HostPair, generation: Int64?, _ events: [RelationshipEvent]
  ) async throws(RecordError) -> Relationship {
    let now = self.now()
    let relationship: Relationship
    do {
      relationship = try await self.store.change(pair) { stored throws(ImpossibleTransition) in
        var machine = RelationshipMachine(stored)
        for event in events {
          try machine.demand(generation, for: event)
          try machine.begin(pair, event, at: now)
        }
        guard let relationship = machine.relationship else {
          throw ImpossibleTransition(event: "nothing", reason: .state(nil))
        }
        stored = relationship
        return relationship
      }
    } catch {
      switch error {
      case .rejected(let impossible): throw .impossible(impossible)
      case .store(let error): throw .store(error)
      }
    }
    self.logger.debug("\(relationship.state.rawValue)", metadata: ["pair": "\(pair)"])
    for watch in (self.watches[pair] ?? [:]).values { watch.yield(relationship) }
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

  /// Looks now and then for what nobody drives any more, and for openings that nobody finished.
  private func sweep() async {
    while (try? await Task.sleep(for: self.patience.sweep)) != nil {
      guard let relationships = try? await self.store.relationships() else { continue }
      for relationship in relationships {
        if relationship.state == .keysAgreed, !relationship.startedHere,
          self.now() - relationship.changedAt > self.patience.abandoned
        {
          let failure = RecordedFailure(
            code: "abandoned", message: "the partner opened this round and never came back", next: "", at: self.now())
          _ = try? await self.record(relationship.round, .failed(failure))
        }
        self.request(relationship.pair)
      }
    }
  }
}
