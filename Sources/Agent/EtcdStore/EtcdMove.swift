import AgentStore
import Foundation
import Rpc
import Synchronization

/// The sole use of a shared store while it is copied: no agent works, and none can begin to.
final class EtcdMove: WriteGuard {
  private let client: EtcdClient
  private let place: String
  private let lease: Int64
  private let writeMark: WriteMark

  /// Far more than a pause of this process between two keepings, and soon over when it is killed.
  private static let seconds = 30

  /// - Throws: ``StoreError/inUse(path:by:)`` when agents work on it, or somebody else moves it.
  static func begin(_ client: EtcdClient, _ settings: EtcdSettings) async throws(StoreError) -> EtcdMove {
    let keys = StoreKeys(prefix: settings.prefix)
    _ = try await StoreFormat.agree(client, keys, place: settings.place)
    let lease = try await StoreError.asking(settings.place) { () throws(EtcdError) in
      try await client.grantLease(seconds: Self.seconds)
    }
    var transaction = Transaction()
    transaction.demand(keys.moving, createdAt: 0)
    transaction.demandNone(in: keys.members)
    transaction.put(keys.moving, Array("warifu store move".utf8), lease: lease.id)
    do {
      _ = try await client.transact(transaction.request)
      let made = try await client.value(keys.moving)
      if let made, made.lease == lease.id {
        return EtcdMove(
          client, place: settings.place, lease: lease.id,
          mark: WriteMark(key: keys.moving, createdAt: made.createRevision))
      }
      try? await client.revokeLease(lease.id)
      let members = try await client.all(keys.members).map { found in
        MemberCard.name(found.value, key: String(decoding: found.key.suffix(32), as: UTF8.self))
      }
      throw StoreError.inUse(path: settings.place, by: members.isEmpty ? ["another warifu store move"] : members)
    } catch let error as StoreError {
      throw error
    } catch {
      throw .failed(path: settings.place, reason: "\(error)")
    }
  }

  private init(_ client: EtcdClient, place: String, lease: Int64, mark: WriteMark) {
    self.client = client
    self.place = place
    self.lease = lease
    self.writeMark = mark
  }

  func mark(_ pair: HostPair?) async throws(StoreError) -> WriteMark { self.writeMark }

  /// Keeps the lease until the task is cancelled.
  func run() async {
    let pause = Duration.seconds(Self.seconds) / 3
    while (try? await Task.sleep(for: pause)) != nil {
      _ = try? await self.client.keepLease(self.lease, patience: pause)
    }
  }

  func end() async { try? await self.client.revokeLease(self.lease) }
}
