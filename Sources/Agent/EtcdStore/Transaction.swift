import Foundation
import Rpc
import SwiftProtobuf

/// Composes a transaction: what must be so, what is done then, and what is asked for otherwise.
struct Transaction {
  private(set) var request = Etcdserverpb_TxnRequest()

  /// The key was made at this revision and never removed since; 0 for no such key.
  mutating func demand(_ key: [UInt8], createdAt revision: Int64) {
    self.request.compare.append(
      .with {
        $0.target = .create
        $0.key = Data(key)
        $0.createRevision = revision
      })
  }

  /// The key was last written at this revision; 0 for no such key.
  mutating func demand(_ key: [UInt8], writtenAt revision: Int64) {
    self.request.compare.append(
      .with {
        $0.target = .mod
        $0.key = Data(key)
        $0.modRevision = revision
      })
  }

  mutating func demandNone(in range: KeyRange) {
    self.request.compare.append(
      .with {
        $0.target = .create
        $0.key = Data(range.first)
        $0.rangeEnd = Data(range.end)
        $0.createRevision = 0
      })
  }

  /// - Parameter lease: with whose end the key goes; 0 for none.
  mutating func put(_ key: [UInt8], _ value: [UInt8], lease: Int64 = 0) {
    self.request.success.append(
      .with {
        $0.requestPut = .with {
          $0.key = Data(key)
          $0.value = Data(value)
          $0.lease = lease
        }
      })
  }

  mutating func remove(_ key: [UInt8]) {
    self.request.success.append(.with { $0.requestDeleteRange = .with { $0.key = Data(key) } })
  }

  mutating func read(_ range: KeyRange) {
    self.request.success.append(.with { $0.requestRange = range.request })
  }

  /// What is asked for where the demands are not met.
  mutating func otherwiseRead(_ range: KeyRange) {
    self.request.failure.append(.with { $0.requestRange = range.request })
  }
}

extension Etcdserverpb_TxnResponse {
  /// What the reads of the branch that was taken found, by their place in it.
  func found(_ index: Int) -> [Etcdserverpb_KeyValue] {
    self.responses.indices.contains(index) ? self.responses[index].responseRange.kvs : []
  }
}
