/// The verdict about one hop, whether it stops, and why.
public struct HopJudgement: Hashable, Sendable {
  public let verdict: Verdict
  /// For a person; nil for *verified*.
  public let reason: String?
  /// Whether a known policy demanded a verified declaration for this hop.
  public let demanded: Bool
  public let originPolicy: OriginStance
  public let destinationPolicy: DestinationStance
  /// Unix seconds until which the verdict may be used again for the same keys.
  public let holdsUntil: Int64

  /// The longest that *verified* is used again, in seconds.
  static let longestHold: Int64 = 3_600
  /// How long any other verdict is used again, in seconds.
  static let failureHold: Int64 = 30

  /// Whether the hop must not be followed.
  public var stopped: Bool {
    self.verdict == .bogus || (self.verdict != .verified && self.demanded)
  }

  /// Weighs the evidence at a time in Unix seconds.
  public init(_ evidence: HopEvidence, now: Int64) {
    let origin = OriginStance(evidence.originPolicies)
    let destination = DestinationStance(evidence.destinationPolicy)
    let outcome = Self.outcome(evidence, policyBogus: origin.bogus ?? destination.bogus, now: now)
    self.verdict = outcome.verdict
    self.reason = outcome.reason
    self.demanded = origin.enforces(evidence.kinds) || destination.requires(evidence.kinds)
    self.originPolicy = origin
    self.destinationPolicy = destination
    self.holdsUntil = Self.holdsUntil(outcome, evidence, now: now)
  }

  private static func outcome(_ evidence: HopEvidence, policyBogus: String?, now: Int64) -> DeclarationJudgement {
    let judged = self.declared(evidence, now: now)
    if judged.verdict == .verified || judged.verdict == .bogus { return judged }
    if let policyBogus { return DeclarationJudgement(verdict: .bogus, reason: policyBogus) }
    return judged
  }

  private static func declared(_ evidence: HopEvidence, now: Int64) -> DeclarationJudgement {
    if case .answer(.bogus(let reason)) = evidence.declaration {
      return DeclarationJudgement(verdict: .bogus, reason: reason)
    }
    guard case .keys(let originKeys) = evidence.origin else { return self.noKey(evidence.origin) }
    guard case .keys(let destinationKeys) = evidence.destination else { return self.noKey(evidence.destination) }
    guard let pair = evidence.pair else {
      return DeclarationJudgement(
        verdict: .noKey, reason: "one end is an IP address, or a name that no declaration can hold")
    }
    switch evidence.declaration {
    case .answer(.insecure):
      return DeclarationJudgement(
        verdict: .insecure, reason: "the answer about declarations of \(pair.origin) is not signed by DNSSEC")
    case .answer(.unreachable(let reason)):
      return DeclarationJudgement(verdict: .unreachable, reason: reason)
    case .answer(.secure(let texts, _)):
      return DeclarationSet(texts, origin: pair.origin, destination: pair.destination)
        .judge(originKeys: originKeys, destinationKeys: destinationKeys, now: now)
    case .answer(.absent), .answer(.bogus), .noName:
      return DeclarationSet([], origin: pair.origin, destination: pair.destination)
        .judge(originKeys: originKeys, destinationKeys: destinationKeys, now: now)
    case .nameTooLong:
      return DeclarationJudgement(
        verdict: .undeclared, reason: "the declaration's name would have more than 253 octets, so it cannot exist")
    }
  }

  private static func noKey(_ end: HopEnd) -> DeclarationJudgement {
    guard case .noKey(let reason) = end else { return DeclarationJudgement(verdict: .noKey, reason: nil) }
    return DeclarationJudgement(verdict: .noKey, reason: reason)
  }

  private static func holdsUntil(_ outcome: DeclarationJudgement, _ evidence: HopEvidence, now: Int64) -> Int64 {
    guard outcome.verdict == .verified, let expires = outcome.expires else { return now + self.failureHold }
    var answers = evidence.originPolicies.map(\.answer)
    if let policy = evidence.destinationPolicy { answers.append(policy.answer) }
    if case .answer(let answer) = evidence.declaration { answers.append(answer) }
    let shortest = answers.compactMap(\.ttl).min().map(Int64.init) ?? 0
    return min(now + min(shortest, self.longestHold), expires)
  }
}
