/// What one agent should take and give up so that all come to have equal shares. Pure.
///
/// A share is the number of shards divided by that of agents, rounded up. Each takes free shards up to its share and gives up what
/// it has above; so every shard is taken, and none changes hands while its owner has no more than its share.
struct ShardPlan: Hashable {
  /// Free shards to take, in this order.
  let take: [Int]
  let giveUp: Set<Int>

  /// - Parameters:
  ///   - members: all that live, this agent included.
  ///   - owners: by shard; free ones are missing.
  init(shards: Int, members: Set<String>, owners: [Int: String], me: String) {
    let share = (shards + members.count - 1) / max(members.count, 1)
    // Each has an order of its own, so that two seldom reach for the same shard.
    let order = (0..<shards).sorted { Self.weight(me, $0) < Self.weight(me, $1) }
    let held = order.filter { owners[$0] == me }
    let free = order.filter { owners[$0] == nil }
    self.take = Array(free.prefix(max(0, share - held.count)))
    self.giveUp = Set(held.dropFirst(share))
  }

  private static func weight(_ member: String, _ shard: Int) -> UInt64 { StableHash.of("\(member)/\(shard)") }
}
