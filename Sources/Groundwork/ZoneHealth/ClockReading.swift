/// Somebody else's clock beside ours.
package struct ClockReading: Hashable, Sendable {
  /// Whose: a server, a partner, a zone's signatures.
  package let source: String
  /// Seconds by which theirs is ahead of ours; negative where it is behind.
  package let difference: Int64

  package init(_ source: String, difference: Int64) {
    self.source = source
    self.difference = min(max(difference, -Self.most), Self.most)
  }

  /// Both in Unix seconds; what a stranger says may be any number.
  package init(_ source: String, theirs: Int64, ours: Int64) {
    let (difference, overflows) = theirs.subtractingReportingOverflow(ours)
    self.init(source, difference: overflows ? (theirs < ours ? -Self.most : Self.most) : difference)
  }

  /// Seconds: more than all of history.
  private static let most: Int64 = 1 << 40
}
