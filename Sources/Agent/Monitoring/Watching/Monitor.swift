import Declarations
package import HopVerifier
package import Logging

/// Looks at everything that is watched, pass after pass, and tells what has changed.
package struct Monitor: Sendable {
  /// The most looks under way at the same time.
  package static let mostAtOnce = 16
  /// How long one look may take. One that hangs takes one of ``mostAtOnce`` places for so long.
  package static let lookLimit: Duration = .seconds(30)
  /// How soon a list that could not be had, or had nothing yet, is asked for again, at the latest.
  static let listRetry: Duration = .seconds(30)

  private let interval: Duration
  private let list: any WatchList
  private let looking: @Sendable () -> any Looking
  private let urls: [String]
  private let follow: @Sendable (String) async -> ChainReport
  private let checks: [MonitorCheck]
  private let board: MonitorBoard
  private let tell: @Sendable (MonitorEvent) -> Void
  private let clock: MonitorClock
  private let logger: Logger

  /// - Parameters:
  ///   - interval: from the beginning of one pass to the next.
  ///   - looking: makes the looks of one pass.
  ///   - urls: followed once a pass, each by `follow`.
  ///   - board: keeps what was seen.
  ///   - tell: takes what has changed.
  package init(
    interval: Duration, list: any WatchList, looking: @escaping @Sendable () -> any Looking, urls: [String] = [],
    follow: @escaping @Sendable (String) async -> ChainReport = { ChainReport(url: $0) }, checks: [MonitorCheck] = [],
    board: MonitorBoard, tell: @escaping @Sendable (MonitorEvent) -> Void, clock: MonitorClock, logger: Logger
  ) {
    self.interval = interval
    self.list = list
    self.looking = looking
    self.urls = urls
    self.follow = follow
    self.checks = checks
    self.board = board
    self.tell = tell
    self.clock = clock
    self.logger = logger
  }

  /// Looks until the task is cancelled.
  package func run() async {
    var isFirst = true
    while !Task.isCancelled {
      let began = self.clock.uptime()
      let pairs: [WatchedPair]
      do {
        pairs = try await self.list.pairs()
      } catch {
        guard !Task.isCancelled else { return }
        self.logger.warning("The relationships to be watched cannot be listed", metadata: ["problem": "\(error)"])
        guard (try? await self.clock.pause(min(self.interval, Self.listRetry))) != nil else { return }
        continue
      }
      self.board.keep(Set(pairs), urls: self.urls)
      await self.pass(pairs, isFirst: isFirst)
      guard !Task.isCancelled else { return }
      self.board.noteEndOfPass(at: self.clock.now())
      isFirst = isFirst && pairs.isEmpty
      let interval = isFirst ? min(self.interval, Self.listRetry) : self.interval
      guard (try? await self.clock.pause(interval - (self.clock.uptime() - began))) != nil else { return }
    }
  }

  private enum Job: Sendable {
    case check(MonitorCheck)
    case pair(WatchedPair)
    case url(String)
  }

  /// Begins each look at its time, unless all places are taken, and waits for the last.
  private func pass(_ pairs: [WatchedPair], isFirst: Bool) async {
    let jobs = self.checks.map(Job.check) + self.urls.map(Job.url) + pairs.map(Job.pair)
    let schedule = PassSchedule(count: jobs.count, interval: self.interval, isFirst: isFirst)
    let began = self.clock.uptime()
    let looks = self.looking()
    let (places, place) = AsyncStream.makeStream(of: Void.self)
    for _ in 0..<Self.mostAtOnce { place.yield() }
    var free = places.makeAsyncIterator()
    await withDiscardingTaskGroup { group in
      for (index, job) in jobs.enumerated() {
        let wait = schedule.start(of: index) - (self.clock.uptime() - began)
        guard (try? await self.clock.pause(wait)) != nil, await free.next() != nil, !Task.isCancelled else { break }
        group.addTask {
          await self.work(job, looks)
          place.yield()
        }
      }
    }
  }

  private func work(_ job: Job, _ looks: any Looking) async {
    switch job {
    case .check(let check): await Deadline.run(Self.lookLimit) { await check.run() }
    case .pair(let pair): await self.look(pair, looks)
    case .url(let url): await self.walk(url)
    }
  }

  private func look(_ pair: WatchedPair, _ looks: any Looking) async {
    let list = self.list
    let found = await Deadline.run(Self.lookLimit) { await looks.look(pair) { await list.right(pair) } }
    guard !Task.isCancelled else { return }
    let observation: Observation
    switch found {
    case .some(.some(let seen)): observation = seen
    case .some(.none): return
    case .none:
      observation = .unknown(pair, at: self.clock.now(), because: "the look took longer than \(Self.lookLimit)")
    }
    for event in self.board.take(observation) { self.tell(event) }
  }

  private func walk(_ url: String) async {
    let follow = self.follow
    let report = await Deadline.run(Self.lookLimit) { await follow(url) }
    guard !Task.isCancelled else { return }
    for event in self.board.take(report, of: url, at: self.clock.now()) { self.tell(event) }
  }
}
