/// What a declaration came to, weighed with both hosts' policies: the verdict, and whether it stops the hop.
struct PolicyDecision: Sendable {
  let outcome: DeclarationJudgement
  /// Whether a known policy demands a verified declaration for this hop.
  let demanded: Bool
  let origin: OriginStance
  let destination: DestinationStance

  /// - Parameter declared: what the declaration alone comes to.
  init(
    _ declared: DeclarationJudgement, kinds: Set<HopKind>, originPolicies: [PolicySighting],
    destinationPolicy: PolicySighting?
  ) {
    let origin = OriginStance(originPolicies)
    let destination = DestinationStance(destinationPolicy)
    self.outcome = Self.outcome(declared, policyBogus: origin.bogus ?? destination.bogus)
    self.demanded = origin.enforces(kinds) || destination.requires(kinds)
    self.origin = origin
    self.destination = destination
  }

  var stopped: Bool { Self.stops(self.outcome.verdict, demanded: self.demanded) }

  static func stops(_ verdict: Verdict, demanded: Bool) -> Bool {
    verdict == .bogus || (verdict != .verified && demanded)
  }

  private static func outcome(_ declared: DeclarationJudgement, policyBogus: String?) -> DeclarationJudgement {
    if declared.verdict == .verified || declared.verdict == .bogus { return declared }
    if let policyBogus { return DeclarationJudgement(verdict: .bogus, reason: policyBogus) }
    return declared
  }
}
