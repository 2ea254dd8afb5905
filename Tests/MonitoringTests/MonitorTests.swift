import Declarations
import HopVerifier
import Logging
import Monitoring
import Synchronization
import Testing

@Suite("The monitor", .timeLimit(.minutes(1)))
struct MonitorTests {
  /// Pairs as a test wants them, for so many passes; then the list waits for ever.
  final class List: WatchList {
    struct Away: Error {}

    private let passes: Mutex<[[WatchedPair]?]>

    /// - Parameter passes: nil where the list cannot be had.
    init(_ passes: [[WatchedPair]?]) { self.passes = Mutex(passes) }

    func pairs() async throws -> [WatchedPair] {
      let next: [WatchedPair]?? = self.passes.withLock { $0.isEmpty ? nil : .some($0.removeFirst()) }
      switch next {
      case .some(.some(let pairs)): return pairs
      case .some(.none): throw Away()
      case .none:
        try await Task.sleep(for: .seconds(3_600))
        throw Away()
      }
    }

    func right(_ pair: WatchedPair) async -> [Set<[UInt8]>]? { [] }
  }

  /// Looks that are held until the test lets them go.
  actor Gate: Looking {
    private(set) var begun: [WatchedPair] = []
    private(set) var atOnce = 0
    private(set) var most = 0
    private var held: [CheckedContinuation<Void, Never>] = []
    private let holds: @Sendable (WatchedPair) -> Bool
    private let verdict: Verdict

    init(_ verdict: Verdict = .verified, holds: @escaping @Sendable (WatchedPair) -> Bool = { _ in false }) {
      self.holds = holds
      self.verdict = verdict
    }

    func look(_ pair: WatchedPair, right: @escaping @Sendable () async -> [Set<[UInt8]>]?) async -> Observation? {
      self.begun.append(pair)
      self.atOnce += 1
      self.most = max(self.most, self.atOnce)
      if self.holds(pair) { await withCheckedContinuation { self.held.append($0) } }
      self.atOnce -= 1
      return Looks.observation(pair, self.verdict)
    }

    func release() {
      for one in self.held { one.resume() }
      self.held = []
    }
  }

  private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func monitor(
    _ list: List, _ gate: Gate, clock: FakeClock, board: MonitorBoard = MonitorBoard(), urls: [String] = [],
    checks: [MonitorCheck] = [], tell: @escaping @Sendable (MonitorEvent) -> Void = { _ in }
  ) -> Monitor {
    Monitor(
      interval: .seconds(300), list: list, looking: { gate }, urls: urls, checks: checks, board: board, tell: tell,
      clock: clock.clock, logger: Self.logger)
  }

  private func wait(_ isSo: @Sendable () async -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while await !isSo() {
      try #require(ContinuousClock.now < end)
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  @Test("looks at everything in each pass, and a pass begins an interval after the one before")
  func passes() async throws {
    let pairs = try (1...50).map { try Looks.pair($0) }
    let (gate, clock, board) = (Gate(), FakeClock(), MonitorBoard())
    let running = Task { await self.monitor(List([pairs, pairs]), gate, clock: clock, board: board).run() }
    try await self.wait { await gate.begun.count == 100 && clock.uptime >= .seconds(600) }
    running.cancel()
    await running.value
    #expect(await Set(gate.begun.prefix(50)) == Set(pairs))
    #expect(board.snapshot.pairs.count == 50)
    #expect(board.snapshot.lastPass != nil)
    // The first pass goes by the tenth of a second, the second is spread over the whole interval.
    #expect(clock.pauses.filter { $0 == .milliseconds(100) }.count >= 40)
    #expect(clock.pauses.filter { $0 == .seconds(6) }.count >= 40)
  }

  @Test("never looks at more than sixteen at once, and one that hangs holds up no other")
  func bounded() async throws {
    let pairs = try (1...100).map { try Looks.pair($0) }
    let gate = Gate { _ in true }
    let clock = FakeClock()
    let running = Task { await self.monitor(List([pairs]), gate, clock: clock).run() }
    try await self.wait { await gate.atOnce == Monitor.mostAtOnce }
    #expect(await gate.begun.count == Monitor.mostAtOnce)
    await gate.release()
    try await self.wait {
      await gate.release()
      return await gate.begun.count == 100
    }
    #expect(await gate.most == Monitor.mostAtOnce)
    running.cancel()
    await gate.release()
    await running.value

    let first = pairs[0]
    let hanging = Gate { $0 == first }
    let board = MonitorBoard()
    let other = Task { await self.monitor(List([pairs]), hanging, clock: FakeClock(), board: board).run() }
    try await self.wait { board.snapshot.pairs.count == 99 }
    #expect(board.snapshot.pairs[first] == nil)
    other.cancel()
    await other.value
    await hanging.release()
  }

  @Test("goes on when the list cannot be had for a while, and knows what it knew")
  func pausedStore() async throws {
    let pairs = [try Looks.pair()]
    let (gate, clock, board) = (Gate(), FakeClock(), MonitorBoard())
    let running = Task { await self.monitor(List([pairs, nil, nil, pairs]), gate, clock: clock, board: board).run() }
    try await self.wait { await gate.begun.count == 2 }
    #expect(board.snapshot.pairs.count == 1)
    #expect(clock.pauses.contains(.seconds(30)))
    running.cancel()
    await running.value
  }

  @Test("does not wait a whole interval while there has been nothing to look at")
  func nothingYet() async throws {
    let (gate, clock) = (Gate(), FakeClock())
    let running = Task { await self.monitor(List([[], [], [try Looks.pair()]]), gate, clock: clock).run() }
    try await self.wait { await gate.begun.count == 1 }
    #expect(clock.pauses.filter { $0 > .zero }.prefix(2) == [.seconds(30), .seconds(30)])
    running.cancel()
    try await running.value
  }

  @Test("tells what changes, runs the other checks once a pass, and follows each URL")
  func tells() async throws {
    let told = Mutex<[String]>([])
    let checked = Mutex(0)
    let pairs = [try Looks.pair()]
    let clock = FakeClock()
    let running = Task {
      await self.monitor(
        List([pairs, pairs]), Gate(.undeclared), clock: clock, urls: ["https://shop.test/"],
        checks: [MonitorCheck { checked.withLock { $0 += 1 } }],
        tell: { event in told.withLock { $0.append(event.what.name) } }
      ).run()
    }
    try await self.wait { checked.withLock { $0 } == 2 && clock.uptime >= .seconds(600) }
    running.cancel()
    await running.value
    #expect(told.withLock { $0 } == ["verdictChanged"])
  }
}
