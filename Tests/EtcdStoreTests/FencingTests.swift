import AgentStore
import Loopback
import Synchronization
import Testing

@testable import EtcdStore

@Suite(
  "Agents whose right has ended", .enabled(if: EtcdCluster.isInstalled, .noEtcd), .onEtcd, .timeLimit(.minutes(4)))
struct FencingTests {
  private let pair = Sample.pairs[0]

  @Test("an agent that slept through its lease is refused by the store, and changes nothing")
  func slept() async throws {
    let settings = try EtcdWorld.settings()
    let (first, fence) = try await self.worker(settings)
    try await first.store.put(Sample.relationship(pair, generation: 5))
    await first.stopKeeping()
    let second = try TestAgent(settings)
    try await EtcdWorld.eventually("another takes over") { second.division.mine(pair) != nil }
    #expect((second.division.mine(pair)?.number ?? 0) > (fence.number ?? .max))
    try await second.store.count(pair)
    first.clock.jump(.seconds(60))
    #expect(first.division.mine(pair) == nil)
    // It woke up in the middle of its work, and knows nothing.
    await #expect(throws: self.fenced(settings)) {
      try await Fence.$current.withValue(fence) { try await first.store.count(pair) }
    }
    // Nor is it heard outside of any work.
    await #expect(throws: self.fenced(settings, about: Sample.pairs[1])) {
      try await first.store.put(Sample.relationship(Sample.pairs[1]))
    }
    await #expect(throws: StoreError.fenced(path: settings.place, subject: "lastStart")) {
      try await first.store.remember("1", as: "lastStart")
    }
    #expect(try await second.store.relationship(pair)?.generation == 6)
    #expect(try await second.store.relationships().count == 1)
    #expect(try await second.store.remembered("lastStart") == nil)
  }

  @Test("work begun under an earlier right is refused, also where the same agent has a new one")
  func earlierRight() async throws {
    let settings = try EtcdWorld.settings()
    let (agent, fence) = try await self.worker(settings)
    try await agent.store.put(Sample.relationship(pair))
    let session = try #require(agent.division.table.withLock { $0.session })
    try await agent.client.revokeLease(session.lease)
    try await EtcdWorld.eventually("it has a new right") { agent.division.mine(pair).map { $0 != fence } ?? false }
    await #expect(throws: self.fenced(settings)) {
      try await Fence.$current.withValue(fence) { try await agent.store.count(pair) }
    }
    #expect(try await agent.store.relationship(pair)?.generation == 1)
    try await agent.store.count(pair)
    #expect(try await agent.store.relationship(pair)?.generation == 2)
  }

  @Test("an agent that lives writes down what concerns another's pairs")
  func anothersPair() async throws {
    let settings = try EtcdWorld.settings()
    let (first, second) = (try TestAgent(settings), try TestAgent(settings))
    let theirs = { Sample.pairs.first { first.division.mine($0) == nil && second.division.mine($0) != nil } }
    try await EtcdWorld.eventually("the second has a pair") { theirs() != nil }
    let pair = try #require(theirs())
    try await first.store.put(Sample.relationship(pair))
    #expect(try await second.store.relationship(pair) == Sample.relationship(pair))
  }

  /// An agent that has the right to the pair.
  private func worker(_ settings: EtcdSettings) async throws -> (TestAgent, Fence) {
    let agent = try TestAgent(settings)
    try await EtcdWorld.eventually("it has the pair") { agent.division.mine(pair) != nil }
    return (agent, try #require(agent.division.mine(pair)))
  }

  private func fenced(_ settings: EtcdSettings, about pair: HostPair? = nil) -> ChangeError<Refused> {
    .store(.fenced(path: settings.place, subject: "\(pair ?? self.pair)"))
  }
}
