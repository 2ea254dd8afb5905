import Testing

@testable import EtcdStore

@Suite("Shares")
struct ShardPlanTests {
  @Test("agents that each do their part come to equal shares of everything, from any beginning", arguments: 1...9)
  func convergence(_ count: Int) {
    let names = (0..<count).map { "agent \($0)" }
    let beginnings: [[Int: String]] = [
      [:], Dictionary(uniqueKeysWithValues: (0..<64).map { ($0, names[0]) }),
      Dictionary(uniqueKeysWithValues: (0..<40).map { ($0, names[$0 * $0 % count]) }),
    ]
    for beginning in beginnings {
      var owners = beginning
      for _ in 0..<3 {
        for me in names {
          let plan = ShardPlan(shards: 64, members: Set(names), owners: owners, me: me)
          #expect(plan.giveUp.allSatisfy { owners[$0] == me } && plan.take.allSatisfy { owners[$0] == nil })
          for shard in plan.giveUp { owners[shard] = nil }
          for shard in plan.take { owners[shard] = me }
        }
      }
      let shares = names.map { me in owners.values.count { $0 == me } }
      #expect(shares.reduce(0, +) == 64 && shares.allSatisfy { $0 <= (64 + count - 1) / count })
      for me in names {
        let plan = ShardPlan(shards: 64, members: Set(names), owners: owners, me: me)
        #expect(plan.take.isEmpty && plan.giveUp.isEmpty)
      }
    }
  }

  @Test("pairs fall into all shards, about equally, and always into the same")
  func spread() {
    var counts: [Int: Int] = [:]
    for pair in Sample.pairs { counts[StoreFormat.current.shard(pair), default: 0] += 1 }
    #expect(counts.count == 64)
    #expect(counts.values.allSatisfy { $0 < 24 })
    #expect(StoreFormat.current.shard(Sample.pairs[0]) == 49)
  }

  @Test("a right's number is the time, or one more than the last, and never one that cannot be counted on")
  func numbers() {
    #expect(ShardClaim.fence(after: nil, microseconds: 1_000) == 1_000)
    #expect(ShardClaim.fence(after: Array("999".utf8).data, microseconds: 1_000) == 1_000)
    #expect(ShardClaim.fence(after: Array("1000".utf8).data, microseconds: 1_000) == 1_001)
    #expect(ShardClaim.fence(after: nil, microseconds: .max) == ShardClaim.greatestFence)
    for text in ["", "-1", "1.0", "\(UInt64.max)", "\(ShardClaim.greatestFence)"] {
      #expect(ShardClaim.fence(after: Array(text.utf8).data, microseconds: 1_000) == nil)
    }
  }
}
