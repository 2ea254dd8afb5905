package import AgentStore
import Foundation
package import Logging
import Rpc
import Synchronization

/// How agents of one organization that share a store divide the work: by shards, each of which at most one agent holds.
///
/// An agent's lease keeps its key among the members and those of the shards it holds; when the lease is not kept any more, etcd
/// removes them all, and the others take over. ``run()`` must be running.
package final class EtcdDivision: WorkDivision, WriteGuard {
  let client: EtcdClient
  let keys: StoreKeys
  let place: String
  let seconds: Int
  let card: MemberCard
  let logger: Logger
  /// Runs on while the process is stopped and while the machine sleeps.
  let now: @Sendable () -> ContinuousClock.Instant
  /// Microseconds since 1970.
  let microseconds: @Sendable () -> UInt64

  let table = Mutex(ClaimTable())
  private let listeners = Mutex(Listeners())
  /// That of the session under way.
  private let bell = Mutex<Bell?>(nil)
  private let isClosing = Mutex(false)

  private struct Listeners {
    var last = 0
    var continuations: [Int: AsyncStream<WorkNews>.Continuation] = [:]
  }

  /// - Parameters:
  ///   - now: must run on while the process is stopped and while the machine sleeps, as `ContinuousClock` does.
  ///   - microseconds: since 1970.
  package init(
    _ client: EtcdClient, _ settings: EtcdSettings, card: MemberCard, logger: Logger,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    microseconds: @escaping @Sendable () -> UInt64 = { UInt64(max(0, Date().timeIntervalSince1970) * 1_000_000) }
  ) {
    self.client = client
    self.keys = StoreKeys(prefix: settings.prefix)
    self.place = settings.place
    self.seconds = settings.lease
    self.card = card
    self.logger = logger
    self.now = now
    self.microseconds = microseconds
  }

  package func mine(_ pair: HostPair) -> Fence? {
    let now = self.now()
    return self.table.withLock { $0.mine(pair, now) }
  }

  package func begin(_ pair: HostPair) -> WorkPermit? {
    let now = self.now()
    guard let fence = self.table.withLock({ $0.beginWork(pair, now) }) else { return nil }
    return WorkPermit(fence) { [weak self] in
      guard let self, self.table.withLock({ $0.endWork(fence) }) else { return }
      self.ring()
    }
  }

  package func other(_ pair: HostPair) -> String? {
    self.table.withLock { table in
      table.session.flatMap { table.others[$0.format.shard(pair)] }
    }
  }

  package func share() -> WorkShare? {
    let now = self.now()
    return self.table.withLock { $0.share(at: self.place, now) }
  }

  package func news() -> AsyncStream<WorkNews> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: WorkNews.self, bufferingPolicy: .bufferingNewest(Self.longestNews))
    let number = self.listeners.withLock { listeners in
      listeners.last += 1
      listeners.continuations[listeners.last] = continuation
      return listeners.last
    }
    continuation.onTermination = { [weak self] _ in
      self?.listeners.withLock { $0.continuations[number] = nil }
    }
    return stream
  }

  /// What a listener that is busy misses is found by its next look at everything.
  private static let longestNews = 65_536

  func mark(_ pair: HostPair?) async throws(StoreError) -> WriteMark {
    let clock = ContinuousClock()
    let end = clock.now + self.client.limits.whole
    // A session that is just beginning, at the start or after one was lost, is there in a moment.
    while true {
      if let mark = self.table.withLock({ $0.mark(pair, under: Fence.current, self.keys) }) { return mark }
      guard clock.now < end, (try? await Task.sleep(for: .milliseconds(20))) != nil else {
        throw .failed(path: self.place, reason: "no lease could be had from it, so nothing may be written")
      }
    }
  }

  /// Lives among the others until ``close()`` has given everything back. When the task is cancelled it ends at once, and what
  /// this agent holds goes to the others when its lease ends, as if it had been killed.
  package func run() async {
    while !self.isClosing.withLock({ $0 }), !Task.isCancelled {
      do throws(StoreError) {
        let session = try await self.join()
        let bell = Bell()
        self.bell.withLock { $0 = bell }
        bell.ring()
        let ending = await self.stay(session, bell)
        if Task.isCancelled { return }
        if ending == .closed { return await self.leave(session) }
        self.logger.warning("The lease has ended; others take over", metadata: ["member": "\(session.member)"])
      } catch {
        self.logger.error("\(error)")
      }
      self.table.withLock { $0.end() }
      self.tell(.lost)
      try? await Task.sleep(for: Self.pause)
    }
  }

  /// Before another session is tried.
  private static let pause: Duration = .milliseconds(500)

  /// Begins no more work, gives every shard back when the work under way there has ended, and lets ``run()`` return.
  package func close() {
    self.isClosing.withLock { $0 = true }
    self.ring()
  }

  enum Ending {
    case lost
    case closed
  }

  private func stay(_ session: EtcdSession, _ bell: Bell) async -> Ending {
    await withTaskGroup(of: Ending?.self) { group in
      group.addTask { await self.keep(session) }
      group.addTask { await self.share(session, bell) }
      group.addTask {
        await self.listen(session)
        return nil
      }
      let ending = await group.next()
      group.cancelAll()
      return (ending ?? nil) ?? .lost
    }
  }

  /// Keeps the lease.
  private func keep(_ session: EtcdSession) async -> Ending {
    var pause = session.third
    while (try? await Task.sleep(for: pause)) != nil {
      let asked = self.now()
      do throws(EtcdError) {
        let seconds = try await self.client.keepLease(session.lease, patience: session.third)
        self.table.withLock { $0.keep(until: asked + .seconds(seconds)) }
        pause = session.third
        self.ring()
      } catch {
        if error == .leaseEnded { return .lost }
        self.logger.warning("The lease could not be kept: \(error)", metadata: ["member": "\(session.member)"])
        pause = session.third / 4
      }
    }
    return .lost
  }

  /// Looks around whenever something may have changed, takes what is free and gives up what is too much.
  private func share(_ session: EtcdSession, _ bell: Bell) async -> Ending {
    for await _ in bell.rings {
      do throws(EtcdError) {
        if let ending = try await self.look(session, isClosing: self.isClosing.withLock { $0 }) { return ending }
      } catch {
        self.logger.warning("\(self.place) could not be asked who works on what: \(error)")
        try? await Task.sleep(for: self.client.limits.pause)
        bell.ring()
      }
    }
    return .lost
  }

  private func listen(_ session: EtcdSession) async {
    await self.client.watch(self.keys.everything) { heard in
      switch heard {
      case .began:
        self.ring()
        self.tell(.gained)
      case .events(let events):
        for event in events { self.hear(event, session) }
      }
    }
  }

  private func hear(_ event: Etcdserverpb_Event, _ session: EtcdSession) {
    switch self.keys.subject(event.kv.key) {
    case .member, .shard: self.ring()
    case .pair(let pair):
      let write = event.type == .put ? RelationshipDocument.write(in: Array(event.kv.value)) : nil
      if write?.hasPrefix(self.writer) != true { self.tell(.changed(pair)) }
    case .word, .fence, .other: break
    }
  }

  /// What the names of this agent's attempts to write begin with.
  let writer = RandomName.make()

  func ring() { self.bell.withLock { $0 }?.ring() }

  func tell(_ news: WorkNews) {
    for continuation in self.listeners.withLock({ Array($0.continuations.values) }) { continuation.yield(news) }
  }
}
