import AgentStore
import Foundation
import Rpc

/// What agents that share a store must agree on before anything else.
struct StoreFormat: Codable, Hashable, Sendable {
  static let current = StoreFormat(schema: 1, shards: 64)

  let schema: Int
  /// Into how many parts the relationships are divided.
  let shards: Int

  private static let fewestAndMost = 1...4096

  /// - Throws: ``StoreError`` where this agent cannot work with it.
  static func read(_ octets: Data, place: String) throws(StoreError) -> StoreFormat {
    guard let format = try? JSONDecoder().decode(Self.self, from: octets) else {
      throw .unreadableRow(path: place, subject: "the store", column: "format")
    }
    guard format.schema <= Self.current.schema else {
      throw .newerSchema(path: place, migrations: ["\(format.schema)"])
    }
    guard Self.fewestAndMost.contains(format.shards) else {
      throw .unreadableRow(path: place, subject: "the store", column: "format.shards")
    }
    return format
  }

  /// The shard of a pair: the same in every agent of every version.
  func shard(_ pair: HostPair) -> Int {
    Int(StableHash.of("\(pair.origin)/\(pair.destination)") % UInt64(self.shards))
  }
}

extension StoreFormat {
  /// The format that the store has; a new store gets ours.
  static func agree(_ client: EtcdClient, _ keys: StoreKeys, place: String) async throws(StoreError) -> StoreFormat {
    var transaction = Transaction()
    transaction.demand(keys.format, createdAt: 0)
    transaction.put(keys.format, Self.current.octets)
    let (_, found) = try await StoreError.asking(place) { () throws(EtcdError) in
      (try await client.transact(transaction.request), try await client.value(keys.format))
    }
    guard let found else { throw .failed(path: place, reason: "its format was removed just now") }
    return try self.read(found.value, place: place)
  }

  private var octets: [UInt8] { (try? JSONEncoder().encode(self)).map { Array($0) } ?? [] }
}
