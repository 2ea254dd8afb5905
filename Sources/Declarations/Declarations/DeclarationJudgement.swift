/// What a set of declarations amounts to for given keys at a given time.
public struct DeclarationJudgement: Hashable, Sendable {
  public let verdict: Verdict
  /// For a person; nil when there is nothing to explain.
  public let reason: String?
  /// For *verified*: Unix seconds at which the first of the two halves ends.
  public let expires: Int64?

  init(verdict: Verdict, reason: String?, expires: Int64? = nil) {
    self.verdict = verdict
    self.reason = reason
    self.expires = expires
  }
}
