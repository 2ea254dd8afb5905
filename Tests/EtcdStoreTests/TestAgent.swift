import AgentStore
import Declarations
import Logging
import Synchronization

@testable import EtcdStore

/// An agent as the store sees it: its connections, and its life among the others.
final class TestAgent: Sendable {
  let client: EtcdClient
  let division: EtcdDivision
  let store: EtcdStore
  let clock: JumpingClock
  private let connections: Task<Void, Never>
  private let life: Task<Void, Never>

  init(_ settings: EtcdSettings, name: String = "test", limits: EtcdLimits = EtcdLimits()) throws {
    let clock = JumpingClock()
    self.clock = clock
    self.client = try EtcdClient(settings, limits: limits)
    self.division = EtcdDivision(
      self.client, settings, card: MemberCard(host: name, process: 1, listen: nil, version: "0"),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { clock.now })
    self.store = EtcdStore(self.client, settings, writer: self.division.writer, guardedBy: self.division)
    self.connections = Task { [client] in await client.run() }
    self.life = Task { [division] in await division.run() }
  }

  deinit {
    self.life.cancel()
    self.connections.cancel()
  }

  /// How many of the pairs it works on.
  func share(of pairs: [HostPair]) -> Int { pairs.count { self.division.mine($0) != nil } }

  /// Keeps its lease no more, and does nothing about it: what a process does that was stopped, or is killed.
  func stopKeeping() async {
    self.life.cancel()
    await self.life.value
  }

  /// Leaves in good order.
  func leave() async {
    self.division.close()
    await self.life.value
  }
}

/// A clock that can be set forward, as if the process had slept.
final class JumpingClock: Sendable {
  private let offset = Mutex<Duration>(.zero)

  var now: ContinuousClock.Instant { .now + self.offset.withLock { $0 } }

  func jump(_ span: Duration) { self.offset.withLock { $0 += span } }
}

struct Refused: Error, Equatable {}

enum Sample {
  /// Pairs of every shard.
  static let pairs: [HostPair] = (0..<512).compactMap { try? pair("o\($0).test") }

  static func pair(_ origin: String) throws -> HostPair {
    HostPair(origin: try HostName(origin), destination: try HostName("pay.test"))
  }

  static func relationship(_ pair: HostPair, generation: Int64 = 1) -> Relationship {
    Relationship(
      pair: pair, served: .both, partner: nil, startedHere: true, generation: generation, state: .proposed, at: 100)
  }
}

extension RelationshipStore {
  func put(_ relationship: Relationship) async throws {
    try await self.change(relationship.pair) { stored throws(Refused) in stored = relationship }
  }

  /// Counts the generation on.
  func count(_ pair: HostPair) async throws {
    try await self.change(pair) { stored throws(Refused) in stored?.generation += 1 }
  }
}
