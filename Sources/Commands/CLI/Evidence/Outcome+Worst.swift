extension Outcome {
  /// From worst to best: evidence that speaks against itself is worse than a file that is not there, that than what nobody can
  /// read, and that than what nobody could find out.
  private static let gravity: [Self] = [.failed, .usage, .malformed, .unknown, .warning, .good]

  /// The worst of several files of evidence.
  static func worst(of outcomes: some Sequence<Self>) -> Self {
    let outcomes = Set(outcomes)
    return self.gravity.first { outcomes.contains($0) } ?? .good
  }
}
