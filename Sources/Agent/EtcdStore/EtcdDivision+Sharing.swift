import AgentStore
import Foundation
import Logging
import Rpc
import Synchronization

extension EtcdDivision {
  /// What etcd says about members and shards, at one moment.
  private struct Sight {
    var members: [String: String] = [:]
    /// By shard; what stands there but cannot be read belongs to nobody known.
    var owners: [Int: String] = [:]
    var own: [Int: Fence] = [:]
    var fences: [Int: Etcdserverpb_KeyValue] = [:]
  }

  /// Looks at who lives and who holds what, and does this agent's part to come to equal shares.
  ///
  /// - Parameter isClosing: this agent takes nothing more, and gives up all it has.
  /// - Returns: nil when the session goes on.
  func look(_ session: EtcdSession, isClosing: Bool) async throws(EtcdError) -> Ending? {
    let sight = try await self.sight(session)
    guard sight.members[session.member] != nil else { return .lost }
    let plan = ShardPlan(
      shards: session.format.shards, members: Set(sight.members.keys), owners: sight.owners, me: session.member)
    let giveUp = isClosing ? Set(sight.own.keys) : plan.giveUp
    var news = self.table.withLock { table in
      table.members = sight.members.values.sorted()
      table.others = sight.owners.filter { $0.value != session.member }.mapValues {
        sight.members[$0] ?? "another agent"
      }
      let news = table.hold(sight.own)
      table.leave(giveUp)
      return news
    }
    if news.lost { self.tell(.lost) }
    for shard in giveUp.sorted() { try await self.giveUp(shard) }
    for shard in isClosing ? [] : plan.take {
      if try await self.take(shard, session, last: sight.fences[shard]) { news.gained = true }
    }
    if news.gained { self.tell(.gained) }
    let held = self.table.withLock { $0.claims.count }
    if held != sight.own.count || news.gained || news.lost {
      self.logger.info(
        "Works on \(held) of \(session.format.shards) shards", metadata: ["agents": "\(sight.members.count)"])
    }
    return isClosing && held == 0 ? .closed : nil
  }

  private func sight(_ session: EtcdSession) async throws(EtcdError) -> Sight {
    var transaction = Transaction()
    for range in [self.keys.members, self.keys.shards, self.keys.fences] { transaction.read(range) }
    let reply = try await self.client.transact(transaction.request)
    var sight = Sight()
    for found in reply.found(0) {
      guard case .member(let name) = self.keys.subject(found.key) else { continue }
      sight.members[name] = MemberCard.name(found.value, key: name)
    }
    for found in reply.found(1) {
      guard case .shard(let shard) = self.keys.subject(found.key) else { continue }
      guard let claim = ShardClaim(found.value) else {
        self.logger.error("Nobody can work on shard \(shard): what stands at its key in \(self.place) cannot be read")
        sight.owners[shard] = ""
        continue
      }
      sight.owners[shard] = claim.member
      if claim.member == session.member, found.lease == session.lease {
        sight.own[shard] = Fence(number: claim.fence, shard: shard, revision: found.createRevision)
      }
    }
    for found in reply.found(2) {
      guard case .fence(let shard) = self.keys.subject(found.key) else { continue }
      sight.fences[shard] = found
      guard sight.owners[shard] == nil, ShardClaim.fence(after: found.value, microseconds: 0) == nil else { continue }
      self.logger.error("Nobody can work on shard \(shard): its last number in \(self.place) cannot be read")
      sight.owners[shard] = ""
    }
    return sight
  }

  /// Takes a shard that nobody holds.
  ///
  /// - Returns: whether it is this agent's now; if not, somebody was faster.
  func take(
    _ shard: Int, _ session: EtcdSession, last: Etcdserverpb_KeyValue?
  ) async throws(EtcdError) -> Bool {
    let now = self.now()
    guard self.table.withLock({ $0.mayAct(now) }),
      let number = ShardClaim.fence(after: last?.value, microseconds: self.microseconds())
    else { return false }
    let key = self.keys.shard(shard)
    var transaction = Transaction()
    transaction.demand(key, createdAt: 0)
    transaction.demand(session.mark.key, createdAt: session.mark.createdAt)
    transaction.demand(self.keys.fence(shard), writtenAt: last?.modRevision ?? 0)
    transaction.put(key, ShardClaim(member: session.member, fence: number).octets, lease: session.lease)
    transaction.put(self.keys.fence(shard), Array(String(number).utf8))
    // Without an answer it may be ours: the next look tells.
    let reply = try await self.client.transactOnce(transaction.request)
    guard reply.succeeded else { return false }
    self.table.withLock { $0.add(Fence(number: number, shard: shard, revision: reply.header.revision)) }
    return true
  }

  /// Gives a shard back, unless work is under way there: then the end of that work brings another look.
  private func giveUp(_ shard: Int) async throws(EtcdError) {
    guard let fence = self.table.withLock({ $0.letGo(shard) }) else { return }
    let key = self.keys.shard(shard)
    var transaction = Transaction()
    transaction.demand(key, createdAt: fence.revision)
    transaction.remove(key)
    _ = try await self.client.transact(transaction.request)
    self.tell(.lost)
  }
}
