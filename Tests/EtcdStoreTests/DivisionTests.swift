import AgentStore
import Loopback
import Synchronization
import Testing

@testable import EtcdStore

@Suite(
  "Agents that divide the work", .enabled(if: EtcdCluster.isInstalled, .noEtcd), .onEtcd, .timeLimit(.minutes(4)))
struct DivisionTests {
  private let pairs = Sample.pairs

  @Test("an agent alone works on everything, under numbers that partners can be told")
  func alone() async throws {
    let agent = try TestAgent(try EtcdWorld.settings())
    try await EtcdWorld.eventually("works on everything") { agent.share(of: pairs) == pairs.count }
    #expect(pairs.allSatisfy { (agent.division.mine($0)?.number ?? 0) > 0 })
    #expect(pairs.allSatisfy { agent.division.other($0) == nil })
    await agent.leave()
    #expect(agent.share(of: pairs) == 0)
  }

  @Test("agents come, go and are killed: each pair is always worked on by one at most, and in the end by one")
  func comingAndGoing() async throws {
    let settings = try EtcdWorld.settings()
    let first = try TestAgent(settings, name: "first")
    try await EtcdWorld.eventually("the first has all") { first.share(of: pairs) == pairs.count }
    let second = try TestAgent(settings, name: "second")
    try await self.settle([first, second])
    #expect(pairs.contains { first.division.other($0)?.contains("second") == true })
    let third = try TestAgent(settings, name: "third")
    try await self.settle([first, second, third])
    await second.stopKeeping()
    try await self.settle([first, third], besides: [second])
    await third.leave()
    try await self.settle([first], besides: [second, third])
  }

  /// Waits until these have everything in fair shares. On the way, no two of them or of the others ever hold the same pair.
  private func settle(_ agents: [TestAgent], besides others: [TestAgent] = []) async throws {
    let shares = 64 / agents.count * pairs.count / 64 / 3
    try await EtcdWorld.eventually("every pair has its one agent, and every agent its share") {
      for pair in pairs { self.expectOneOwner(pair, agents + others) }
      let counts = agents.map { $0.share(of: pairs) }
      return counts.reduce(0, +) == pairs.count && counts.allSatisfy { $0 > shares }
    }
  }

  /// Who holds a pair before and after another was asked held it meanwhile too.
  private func expectOneOwner(_ pair: HostPair, _ agents: [TestAgent]) {
    for (number, agent) in agents.enumerated() {
      guard let before = agent.division.mine(pair) else { continue }
      let rivals = agents.indices.filter { $0 != number && agents[$0].division.mine(pair) != nil }
      guard agent.division.mine(pair) == before else { continue }
      #expect(rivals.isEmpty, "\(pair) is worked on by \(number) and \(rivals)")
    }
  }

  @Test("what was an agent's is given away only when its work there has ended")
  func workUnderWay() async throws {
    let settings = try EtcdWorld.settings()
    let first = try TestAgent(settings)
    try await EtcdWorld.eventually("the first has all") { first.share(of: pairs) == pairs.count }
    let permits = pairs.compactMap { first.division.begin($0) }
    let second = try TestAgent(settings)
    try await EtcdWorld.eventually("the first begins nothing new where it shall give up") {
      first.share(of: pairs) < pairs.count
    }
    #expect(second.share(of: pairs) == 0)
    let leaving = try #require(pairs.first { first.division.mine($0) == nil })
    #expect(first.division.begin(leaving) == nil)
    // What is under way may still be written.
    let permit = try #require(permits.first { first.fence(of: leaving) == $0.fence })
    try await Fence.$current.withValue(permit.fence) { try await first.store.put(Sample.relationship(leaving)) }
    for permit in permits { permit.end() }
    try await self.settle([first, second])
  }

  @Test("what another holds is not taken, however free it looked a moment ago")
  func notFree() async throws {
    let settings = try EtcdWorld.settings()
    let (first, second) = (try TestAgent(settings), try TestAgent(settings))
    try await self.settle([first, second])
    let session = try #require(second.division.table.withLock { $0.session })
    for shard in first.shards {
      let last = try await second.client.value(second.division.keys.fence(shard))
      #expect(try await second.division.take(shard, session, last: last) == false)
    }
    #expect(second.shards.isDisjoint(with: first.shards))
    try await self.settle([first, second])
  }

  @Test("an agent that leaves in good order is followed at once, however long its lease")
  func goodOrder() async throws {
    let settings = try EtcdWorld.settings(lease: 300)
    let first = try TestAgent(settings)
    try await EtcdWorld.eventually("the first has all") { first.share(of: pairs) == pairs.count }
    let second = try TestAgent(settings)
    await first.leave()
    try await EtcdWorld.eventually("the second has all") { second.share(of: pairs) == pairs.count }
  }

  @Test("each right to a pair has a higher number than the one before, whatever the new agent's clock says")
  func numbers() async throws {
    let settings = try EtcdWorld.settings()
    let first = try TestAgent(settings)
    try await EtcdWorld.eventually("the first has all") { first.share(of: pairs) == pairs.count }
    let before = pairs.map { first.division.mine($0)?.number ?? .max }
    await first.leave()
    let late = EtcdDivision(
      first.client, settings, card: MemberCard(host: "late", process: 1, listen: nil, version: "0"),
      logger: first.division.logger, microseconds: { 1 })
    let life = Task { await late.run() }
    try await EtcdWorld.eventually("the one with the wrong clock has all") {
      pairs.allSatisfy { late.mine($0) != nil }
    }
    for (pair, number) in zip(pairs, before) { #expect((late.mine(pair)?.number ?? 0) > number) }
    life.cancel()
  }

  @Test("an agent whose clock says that its lease may end soon begins nothing, and goes on when the lease is kept")
  func clock() async throws {
    let agent = try TestAgent(try EtcdWorld.settings(lease: 6))
    try await EtcdWorld.eventually("works on everything") { agent.share(of: pairs) == pairs.count }
    agent.clock.jump(.seconds(6))
    #expect(agent.share(of: pairs) == 0)
    #expect(agent.division.begin(pairs[0]) == nil)
    try await EtcdWorld.eventually("works on everything again") { agent.share(of: pairs) == pairs.count }
  }

  @Test("who listens hears of more, of less, and of what others write, but not of what it wrote itself")
  func news() async throws {
    let settings = try EtcdWorld.settings()
    let (first, second) = (try TestAgent(settings), try TestAgent(settings))
    var heard = first.division.news().makeAsyncIterator()
    try await EtcdWorld.eventually("both have some") { first.share(of: pairs) > 0 && second.share(of: pairs) > 0 }
    try await first.store.put(Sample.relationship(pairs[1]))
    try await second.store.put(Sample.relationship(pairs[2]))
    var changed: [HostPair] = []
    while changed.last != pairs[2], let news = await heard.next() {
      if case .changed(let pair) = news { changed.append(pair) }
    }
    #expect(changed == [pairs[2]])
  }
}

extension TestAgent {
  /// The right it still has, though it may be giving it up.
  func fence(of pair: HostPair) -> Fence? {
    self.division.table.withLock { table in
      table.session.flatMap { table.claims[$0.format.shard(pair)] }
    }
  }
}
