import GRPCCore
import Rpc
import SwiftProtobuf

extension EtcdClient {
  /// All keys of a range at one moment, in pages. A compaction between two pages makes it begin again.
  func all(_ range: KeyRange) async throws(EtcdError) -> [Etcdserverpb_KeyValue] {
    for _ in 1...3 {
      do throws(EtcdError) {
        return try await self.allAtOnce(range)
      } catch {
        guard error == .compacted else { throw error }
      }
    }
    throw .compacted
  }

  private func allAtOnce(_ range: KeyRange) async throws(EtcdError) -> [Etcdserverpb_KeyValue] {
    var found: [Etcdserverpb_KeyValue] = []
    var request = range.request
    request.limit = self.limits.page
    while true {
      let asked = request
      let reply = try await self.call { try await KV(wrapping: $0).range(asked, options: $1) }
      found += reply.kvs
      guard found.count <= self.limits.most else { throw .refused("more than \(self.limits.most) keys") }
      guard reply.more, let last = reply.kvs.last else { return found }
      if request.revision == 0 { request.revision = reply.header.revision }
      request.key = last.key + [0]
    }
  }

  /// The value of one key; nil where there is none.
  func value(_ key: [UInt8]) async throws(EtcdError) -> Etcdserverpb_KeyValue? {
    try await self.call { try await KV(wrapping: $0).range(KeyRange(key).request, options: $1) }.kvs.first
  }

  /// One try of a transaction; after ``EtcdError/noAnswer(_:)`` it may have been carried out.
  func transactOnce(_ transaction: Etcdserverpb_TxnRequest) async throws(EtcdError) -> Etcdserverpb_TxnResponse {
    try await self.callOnce { try await KV(wrapping: $0).txn(transaction, options: $1) }
  }

  /// For transactions that may be carried out twice.
  func transact(_ transaction: Etcdserverpb_TxnRequest) async throws(EtcdError) -> Etcdserverpb_TxnResponse {
    try await self.call { try await KV(wrapping: $0).txn(transaction, options: $1) }
  }

  /// - Returns: its number, and its seconds as etcd decided.
  func grantLease(seconds: Int) async throws(EtcdError) -> (id: Int64, seconds: Int64) {
    let request = Etcdserverpb_LeaseGrantRequest.with { $0.ttl = Int64(seconds) }
    let reply = try await self.call { try await Lease(wrapping: $0).leaseGrant(request, options: $1) }
    guard reply.error.isEmpty, reply.id != 0, (1...86_400).contains(reply.ttl) else {
      throw .refused(reply.error.isEmpty ? "a lease without number or end" : reply.error)
    }
    return (reply.id, reply.ttl)
  }

  func revokeLease(_ id: Int64) async throws(EtcdError) {
    let request = Etcdserverpb_LeaseRevokeRequest.with { $0.id = id }
    _ = try await self.call { try await Lease(wrapping: $0).leaseRevoke(request, options: $1) }
  }

  /// Has the lease begin anew.
  ///
  /// - Parameter patience: for one member's answer.
  /// - Returns: the seconds it now lasts.
  /// - Throws: ``EtcdError/leaseEnded``.
  func keepLease(_ id: Int64, patience: Duration) async throws(EtcdError) -> Int64 {
    let seconds: Int64? = try await self.callOnce { connection, options in
      var options = options
      options.timeout = options.timeout.map { min($0, patience) }
      return try await Lease(wrapping: connection).leaseKeepAlive(
        metadata: Self.withLeaderOnly, options: options,
        requestProducer: { try await $0.write(.with { $0.id = id }) },
        onResponse: { response in
          for try await message in response.messages { return message.ttl }
          return nil
        })
    }
    guard let seconds else { throw .noAnswer("the stream ended without an answer") }
    guard seconds > 0 else { throw .leaseEnded }
    return seconds
  }

  /// A member that has lost its leader ends a stream that carries this, instead of staying silent.
  static var withLeaderOnly: Metadata { ["hasleader": "true"] }

  typealias KV = Etcdserverpb_KV.Client
  typealias Lease = Etcdserverpb_Lease.Client
}
