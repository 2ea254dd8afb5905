/// Somebody else's clock beside ours.
package struct ClockReading: Hashable, Sendable {
  /// Whose: a server, a partner, a zone's signatures.
  package let source: String
  /// Seconds by which theirs is ahead of ours; negative where it is behind.
  package let difference: Int64

  package init(_ source: String, difference: Int64) {
    self.source = source
    self.difference = difference
  }
}
