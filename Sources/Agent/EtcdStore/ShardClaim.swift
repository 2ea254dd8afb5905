import Foundation

/// What stands at a shard's key: who works on it, and the number of that right.
struct ShardClaim: Codable, Hashable, Sendable {
  let member: String
  let fence: UInt64

  /// Far above any time in microseconds, far below where counting on would overflow.
  static let greatestFence: UInt64 = 1 << 62

  var octets: [UInt8] { (try? JSONEncoder().encode(self)).map { Array($0) } ?? [] }

  /// Nil where something else stands there.
  init?(_ octets: Data) {
    guard let claim = try? JSONDecoder().decode(Self.self, from: octets), claim.fence <= Self.greatestFence else {
      return nil
    }
    self = claim
  }

  init(member: String, fence: UInt64) {
    self.member = member
    self.fence = fence
  }

  /// The number for a new right: the time, so that it is greater than those given in other stores before (a move, a restored
  /// snapshot), and in any case greater than the last one here.
  ///
  /// - Parameter last: what stands at the key of the shard's last number.
  /// - Returns: nil where that cannot be read.
  static func fence(after last: Data?, microseconds now: UInt64) -> UInt64? {
    guard let last else { return min(now, Self.greatestFence) }
    guard let text = String(validating: last, as: UTF8.self), let number = UInt64(text), number < Self.greatestFence
    else {
      return nil
    }
    return min(max(now, number + 1), Self.greatestFence)
  }
}
