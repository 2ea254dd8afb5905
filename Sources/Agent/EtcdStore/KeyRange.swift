import Foundation
import Rpc
import SwiftProtobuf

/// One key, or all that begin with the same octets.
struct KeyRange: Hashable, Sendable {
  let first: [UInt8]
  /// Itself excluded; empty for the one key.
  let end: [UInt8]

  init(_ key: [UInt8]) {
    self.first = key
    self.end = []
  }

  /// - Parameter prefix: not empty, and not all 0xFF.
  init(prefix: [UInt8]) {
    self.first = prefix
    var end = prefix
    while end.last == 0xFF { end.removeLast() }
    if let last = end.popLast() { end.append(last + 1) }
    self.end = end
  }

  var request: Etcdserverpb_RangeRequest {
    .with {
      $0.key = Data(self.first)
      $0.rangeEnd = Data(self.end)
    }
  }
}
