extension Outcome {
  /// From worst to best: what speaks against itself is worse than a file that is not there, that than what nobody can read, and that
  /// than what nobody could find out.
  private static let gravity: [Self] = [.failed, .usage, .malformed, .unknown, .warning, .good]

  /// The worst of what came of several files or pieces; good where there are none.
  static func worst(of outcomes: some Sequence<Self>) -> Self {
    let outcomes = Set(outcomes)
    return self.gravity.first { outcomes.contains($0) } ?? .good
  }
}
