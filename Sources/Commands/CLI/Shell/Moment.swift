import Foundation
import TLSKeys

/// Points in time as documents and people see them.
enum Moment {
  /// Unix seconds.
  static var now: Int64 { Int64(Date().timeIntervalSince1970) }

  /// `2026-09-21T14:13:20Z`.
  static func text(_ seconds: Int64) -> String { TimeText.utc(seconds) }

  static func text(_ seconds: Int64?) -> String? { seconds.map { TimeText.utc($0) } }

  /// `in 3 days`, `2 hours ago`: the largest unit that fits.
  static func distance(_ seconds: Int64, from now: Int64) -> String {
    let span = abs(seconds - now)
    let units: [(size: Int64, name: String)] = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")]
    let unit = units.first { span >= $0.size } ?? (1, "second")
    let count = span / unit.size
    let text = "\(count) \(unit.name)\(count == 1 ? "" : "s")"
    return seconds >= now ? "in \(text)" : "\(text) ago"
  }
}
