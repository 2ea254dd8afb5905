import AgentStore
import Testing

@testable import EtcdStore

@Suite("What an agent may do with what it holds")
struct ClaimTableTests {
  private let pair = Sample.pairs[0]
  private let start = ContinuousClock.now
  private let keys = StoreKeys(prefix: "/p/")
  private let session = EtcdSession(
    lease: 1, seconds: 15, member: "me", mark: WriteMark(key: [1], createdAt: 5), format: .current)
  private var shard: Int { StoreFormat.current.shard(pair) }
  private var fence: Fence { Fence(number: 70, shard: shard, revision: 7) }

  private func table() -> ClaimTable {
    var table = ClaimTable()
    table.begin(session, until: start + .seconds(15))
    table.add(fence)
    return table
  }

  @Test("it acts as long as more than a third of the lease is left, counted from when it asked for the lease")
  func third() {
    var table = self.table()
    #expect(table.mine(pair, start + .milliseconds(9_999)) == fence)
    #expect(table.mine(pair, start + .seconds(10)) == nil)
    #expect(table.beginWork(pair, start + .seconds(10)) == nil)
    table.keep(until: start + .seconds(20))
    #expect(table.mine(pair, start + .seconds(10)) == fence)
    // An answer that comes late takes nothing back.
    table.keep(until: start + .seconds(16))
    #expect(table.mine(pair, start + .seconds(14)) == fence)
    table.end()
    #expect(table.mine(pair, start) == nil)
  }

  @Test("it does nothing for pairs of other shards")
  func otherShard() throws {
    let other = try #require(Sample.pairs.first { StoreFormat.current.shard($0) != shard })
    #expect(self.table().mine(other, start) == nil)
  }

  @Test("what it is to give up it begins no more, and lets go when the last work there has ended")
  func leaving() {
    var table = self.table()
    #expect(table.beginWork(pair, start) == fence)
    #expect(table.beginWork(pair, start) == fence)
    table.leave([shard])
    #expect(table.mine(pair, start) == nil)
    #expect(table.beginWork(pair, start) == nil)
    #expect(table.letGo(shard) == nil)
    #expect(table.endWork(fence) == false)
    #expect(table.letGo(shard) == nil)
    #expect(table.endWork(fence) == true)
    #expect(table.letGo(shard) == fence)
    #expect(table.letGo(shard) == nil)
    #expect(table.endWork(fence) == false)
  }

  @Test("a right that etcd no longer knows is lost, one that it knows is held")
  func hold() {
    var table = self.table()
    let next = Fence(number: 80, shard: shard, revision: 8)
    let same = table.hold([shard: fence])
    #expect(same == (false, false))
    let other = table.hold([shard: next])
    #expect(other == (true, true))
    #expect(table.mine(pair, start) == next)
    let none = table.hold([:])
    #expect(none == (false, true))
    #expect(table.mine(pair, start) == nil)
  }

  @Test("a write is judged by the right that it is done under, else by this agent's to the pair, else by its life")
  func marks() {
    var table = self.table()
    let key = keys.shard(shard)
    let earlier = Fence(number: 60, shard: shard, revision: 6)
    let elsewhere = Fence(number: 90, shard: shard + 1, revision: 9)
    #expect(table.mark(pair, under: earlier, keys) == WriteMark(key: key, createdAt: 6))
    for fence in [nil, elsewhere, .alone] {
      #expect(table.mark(pair, under: fence, keys) == WriteMark(key: key, createdAt: 7))
    }
    #expect(table.mark(nil, under: earlier, keys) == session.mark)
    _ = table.hold([:])
    #expect(table.mark(pair, under: nil, keys) == session.mark)
    #expect(table.mark(pair, under: earlier, keys) == WriteMark(key: key, createdAt: 6))
    table.end()
    #expect(table.mark(pair, under: nil, keys) == nil)
  }
}
