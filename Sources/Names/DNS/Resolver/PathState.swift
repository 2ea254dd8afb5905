/// Whether DNSSEC can be validated over the path of a resolver.
public enum PathState: Hashable, Sendable {
  /// The anchored keys were obtained and validated.
  case validates
  /// Answers come, but without signatures, or with keys that the trust anchors do not vouch for.
  case stripsDNSSEC(reason: String)
  /// No answer in time, or a failure.
  case unreachable(reason: String)
}
