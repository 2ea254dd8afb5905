/// A finding in words, without what it rests on. A check keeps all of its texts in one place.
package struct FindingText: Hashable, Sendable {
  /// What was found, one line.
  package let summary: String
  /// How it comes, or most likely comes, to be so.
  package let cause: String
  /// What it means for those who rely on it.
  package let consequence: String
  /// What to do next.
  package let next: String

  /// What is as it should be needs its summary only.
  package init(_ summary: String, cause: String = "", consequence: String = "", next: String = "") {
    self.summary = summary
    self.cause = cause
    self.consequence = consequence
    self.next = next
  }
}
