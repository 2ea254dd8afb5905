import AgentStore

/// What this agent holds, and what it is doing with it. Pure: time is passed in.
struct ClaimTable {
  private(set) var session: EtcdSession?
  /// When the lease may end, had nobody kept it since.
  private var lasts = ContinuousClock.now
  /// By shard.
  private(set) var claims: [Int: Fence] = [:]
  /// Shards to be given up once nothing is under way there.
  private var leaving: Set<Int> = []
  private var underWay: [Fence: Int] = [:]
  /// Names of the agents that work on the other shards.
  var others: [Int: String] = [:]
  /// Names of all agents that live, this one included, as last seen.
  var members: [String] = []

  mutating func begin(_ session: EtcdSession, until lasts: ContinuousClock.Instant) {
    self.session = session
    self.lasts = lasts
    self.claims = [:]
    self.leaving = []
  }

  mutating func keep(until lasts: ContinuousClock.Instant) {
    self.lasts = max(self.lasts, lasts)
  }

  mutating func end() {
    self.session = nil
    self.claims = [:]
    self.leaving = []
    self.others = [:]
    self.members = []
  }

  /// Whether more than a third of the lease is left. The clock must run on while the machine sleeps.
  func mayAct(_ now: ContinuousClock.Instant) -> Bool {
    guard let session else { return false }
    return now + session.third < self.lasts
  }

  /// The right to take a step for this pair.
  func mine(_ pair: HostPair, _ now: ContinuousClock.Instant) -> Fence? {
    guard let session, self.mayAct(now) else { return nil }
    let shard = session.format.shard(pair)
    return self.leaving.contains(shard) ? nil : self.claims[shard]
  }

  /// By what a write about this pair is to be judged: the right that the task works under, else this agent's to the pair,
  /// else that it lives.
  func mark(_ pair: HostPair?, under current: Fence?, _ keys: StoreKeys) -> WriteMark? {
    guard let session else { return nil }
    guard let pair else { return session.mark }
    let shard = session.format.shard(pair)
    let fence = current.flatMap { $0.number != nil && $0.shard == shard ? $0 : nil } ?? self.claims[shard]
    return fence.map { WriteMark(key: keys.shard(shard), createdAt: $0.revision) } ?? session.mark
  }

  mutating func beginWork(_ pair: HostPair, _ now: ContinuousClock.Instant) -> Fence? {
    guard let fence = self.mine(pair, now) else { return nil }
    self.underWay[fence, default: 0] += 1
    return fence
  }

  /// - Returns: whether that was all that kept a shard from being given up.
  mutating func endWork(_ fence: Fence) -> Bool {
    guard let count = self.underWay[fence] else { return false }
    self.underWay[fence] = count > 1 ? count - 1 : nil
    return count == 1 && self.leaving.contains(fence.shard)
  }

  /// Takes over what etcd says this agent holds.
  ///
  /// - Returns: whether there is more than before, and whether there is less.
  mutating func hold(_ claims: [Int: Fence]) -> (gained: Bool, lost: Bool) {
    let before = self.claims
    self.claims = claims
    return (claims.contains { before[$0] != $1 }, before.contains { claims[$0] != $1 })
  }

  /// For people.
  func share(at place: String, _ now: ContinuousClock.Instant) -> WorkShare {
    WorkShare(
      place: place, shards: self.session?.format.shards, held: self.claims.count, members: self.members,
      lease: self.session?.duration, leaseLeft: self.session == nil ? .zero : max(.zero, self.lasts - now))
  }

  mutating func add(_ fence: Fence) { self.claims[fence.shard] = fence }

  mutating func leave(_ shards: Set<Int>) { self.leaving = shards }

  /// Lets a shard go if nothing is under way there; from then on nothing begins.
  mutating func letGo(_ shard: Int) -> Fence? {
    guard let fence = self.claims[shard], self.underWay[fence] == nil else { return nil }
    self.claims[shard] = nil
    return fence
  }
}
