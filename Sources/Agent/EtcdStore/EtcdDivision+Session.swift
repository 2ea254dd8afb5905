import AgentStore
import Foundation
import Logging
import Rpc
import Synchronization

extension EtcdDivision {
  /// Gets a lease, and a place among the members.
  func join() async throws(StoreError) -> EtcdSession {
    let format = try await StoreFormat.agree(self.client, self.keys, place: self.place)
    let asked = self.now()
    let lease = try await StoreError.asking(self.place) { () throws(EtcdError) in
      try await self.client.grantLease(seconds: self.seconds)
    }
    let member = RandomName.make()
    let mark: WriteMark
    do throws(StoreError) {
      mark = try await self.enter(member, lease.id)
    } catch {
      try? await self.client.revokeLease(lease.id)
      throw error
    }
    let session = EtcdSession(lease: lease.id, seconds: lease.seconds, member: member, mark: mark, format: format)
    self.table.withLock { $0.begin(session, until: asked + session.duration) }
    self.logger.info(
      "Joined the agents at \(self.place)", metadata: ["member": "\(member)", "lease": "\(lease.seconds) s"])
    return session
  }

  private func enter(_ member: String, _ lease: Int64) async throws(StoreError) -> WriteMark {
    let key = self.keys.member(member)
    var transaction = Transaction()
    transaction.demand(self.keys.moving, createdAt: 0)
    transaction.put(key, self.card.octets, lease: lease)
    // Where the answer is lost it is done again, which makes no second key.
    let (reply, made) = try await StoreError.asking(self.place) { () throws(EtcdError) in
      (try await self.client.transact(transaction.request), try await self.client.value(key))
    }
    guard reply.succeeded else { throw .inUse(path: self.place, by: ["warifu store move"]) }
    guard let made, made.lease == lease else {
      throw .failed(path: self.place, reason: "the lease ended before it was used")
    }
    return WriteMark(key: key, createdAt: made.createRevision)
  }

  /// Gives the lease back, so that nobody has to wait for its end.
  func leave(_ session: EtcdSession) async {
    self.table.withLock { $0.end() }
    do {
      try await self.client.revokeLease(session.lease)
    } catch {
      self.logger.warning("The lease could not be given back; it ends by itself: \(error)")
    }
    self.logger.info("Left the agents at \(self.place)", metadata: ["member": "\(session.member)"])
  }
}
