import Foundation

/// How times are written in findings.
package enum RFC3339 {
  /// - Parameter seconds: Unix seconds; those beyond the years 1 to 9999 are held there.
  package static func text(_ seconds: Int64) -> String {
    let bounded = min(max(seconds, -62_135_596_800), 253_402_300_799)
    return Date(timeIntervalSince1970: TimeInterval(bounded)).formatted(.iso8601)
  }
}
