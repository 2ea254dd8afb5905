/// How far a relationship has come. Each state is on disk before the next step begins.
package enum RelationshipState: String, Sendable, CaseIterable {
  /// This agent means to register it; the partner may not know yet.
  case proposed
  /// Each side knows the other's keys.
  case keysAgreed
  /// Both halves are signed, verified and held by both sides.
  case halvesExchanged
  /// The origin's servers serve both halves, and they validate.
  case published
  /// The destination has seen the same.
  case established
  /// It came to nothing; why is beside it. Nothing of it is published.
  case failed
  /// Its end has begun: the records may still be served, or the partner not told.
  case withdrawing
  /// Ended.
  case withdrawn

  /// Whether a new round may begin from here.
  package var isOver: Bool { self == .failed || self == .withdrawn }

  /// Whether there is nothing to do now.
  package var rests: Bool { self.isOver || self == .established }
}
