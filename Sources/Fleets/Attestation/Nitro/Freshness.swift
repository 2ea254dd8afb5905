/// How old evidence may be that says when it was made.
public struct Freshness: Sendable, Hashable {
  /// Seconds.
  public let maximumAge: Int64
  /// Seconds by which the clock of whoever made it may be ahead.
  public let maximumAhead: Int64

  public init(maximumAge: Int64, maximumAhead: Int64) {
    self.maximumAge = maximumAge
    self.maximumAhead = maximumAhead
  }

  /// Five minutes, and five seconds ahead.
  public static let standard = Self(maximumAge: 300, maximumAhead: 5)

  /// - Parameters:
  ///   - milliseconds: When it was made, since 1970, below 2⁴⁸.
  ///   - now: Unix seconds.
  func admits(madeAt milliseconds: Int64, now: Int64) -> Bool {
    let age = Self.milliseconds(now) - milliseconds
    return age >= -Self.milliseconds(self.maximumAhead) && age <= Self.milliseconds(self.maximumAge)
  }

  /// Seconds that somebody gave are beyond all measure, perhaps, and must not overflow.
  private static func milliseconds(_ seconds: Int64) -> Int64 { min(max(seconds, -(1 << 50)), 1 << 50) * 1_000 }
}
