package import Declarations

/// What somebody saw when looking at the published declaration.
package struct Sight: Hashable, Sendable {
  package let verdict: Verdict
  /// For a person; nil where there is nothing to explain.
  package let reason: String?
  /// Unix seconds.
  package let seenAt: Int64

  package init(verdict: Verdict, reason: String?, seenAt: Int64) {
    self.verdict = verdict
    self.reason = reason
    self.seenAt = seenAt
  }
}
