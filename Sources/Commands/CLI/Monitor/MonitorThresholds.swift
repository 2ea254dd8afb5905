import Monitoring

/// With how little time left something that ends is a warning, or worse.
struct MonitorThresholds: Hashable, Sendable {
  /// Seconds; nil for what each thing is usually renewed with.
  var warning: Int64?
  /// Seconds; 0 for what has ended.
  var critical: Int64 = 0

  enum Grade: Int, Comparable, Sendable {
    case good, warning, critical

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  func grade(_ expiry: Expiry, now: Int64) -> Grade {
    let left = expiry.at - now
    if left <= self.critical { return .critical }
    return left <= self.warning ?? expiry.margin ? .warning : .good
  }
}
