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
  public var stopped: Bool { PolicyDecision.stops(self.verdict, demanded: self.demanded) }

  /// Weighs the evidence at a time in Unix seconds.
  public init(_ evidence: HopEvidence, now: Int64) {
    let decision = PolicyDecision(
      Self.declared(evidence, now: now), kinds: evidence.kinds, originPolicies: evidence.originPolicies,
      destinationPolicy: evidence.destinationPolicy)
    self.verdict = decision.outcome.verdict
    self.reason = decision.outcome.reason
    self.demanded = decision.demanded
    self.originPolicy = decision.origin
    self.destinationPolicy = decision.destination
    self.holdsUntil = Self.holdsUntil(decision.outcome, evidence, now: now)
  }

  /// What the declaration alone comes to, whatever the policies.
  static func declared(_ evidence: HopEvidence, now: Int64) -> DeclarationJudgement {
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
