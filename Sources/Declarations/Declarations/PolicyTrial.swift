/// What is kept of a hop that was verified, to try another policy record on it: the declaration's outcome and the policies
/// as they were seen, without keys and records.
public struct PolicyTrial: Hashable, Sendable {
  /// By which rule a hop is stopped, in the record's own words where it is the record tried.
  public enum Rule: String, Hashable, Sendable, CaseIterable {
    /// `p=enforce` of the origin's own record.
    case origin = "p"
    /// `sp`, or else `p`, of a record above the origin.
    case subdomains = "sp"
    /// `in=require` of the destination's own record.
    case destination = "in"
    /// `sc`: the demand stands today, and only now covers hops of this kind.
    case scope = "sc"
    /// It is bogus, which is stopped whatever the policies.
    case bogus
    /// Another host's record demands it.
    case other
  }

  /// Why a hop would be stopped.
  public struct Stop: Hashable, Sendable {
    public let rule: Rule
    /// Whether it is stopped under the policies as they were seen, too.
    public let already: Bool
    public let verdict: Verdict
    /// For a person; nil where there is nothing to explain.
    public let reason: String?
  }

  public let kinds: Set<HopKind>
  let declared: DeclarationJudgement
  let originPolicies: [PolicySighting]
  let destinationPolicy: PolicySighting?

  /// - Parameter now: when the hop was looked at, Unix seconds.
  public init(_ evidence: HopEvidence, now: Int64) {
    self.kinds = evidence.kinds
    self.declared = HopJudgement.declared(evidence, now: now)
    // Thousands of trials are kept, and a zone may put 64 KiB at each name.
    self.originPolicies = evidence.originPolicies.map(\.condensed)
    self.destinationPolicy = evidence.destinationPolicy?.condensed
  }

  /// Whether a record of this host may have a say in the hop: as its origin, a name above that, or its destination.
  public func concerns(_ host: HostName) -> Bool {
    self.destinationPolicy?.host == host || self.originPolicies.contains { $0.host == host }
  }

  /// Whether the hop would be stopped if this were the host's record, everything else being as it was seen; nil where not.
  public func stop(under record: PolicyRecord, of host: HostName) -> Stop? {
    let tried = PolicySighting(host: host, answer: .secure([Array(record.text.utf8)], ttl: 0))
    let seen = PolicyDecision(
      self.declared, kinds: self.kinds, originPolicies: self.originPolicies, destinationPolicy: self.destinationPolicy)
    let decision = PolicyDecision(
      self.declared, kinds: self.kinds, originPolicies: self.originPolicies.map { $0.host == host ? tried : $0 },
      destinationPolicy: self.destinationPolicy?.host == host ? tried : self.destinationPolicy)
    guard decision.stopped else { return nil }
    return Stop(
      rule: self.rule(decision, of: host, seen), already: seen.stopped, verdict: decision.outcome.verdict,
      reason: decision.outcome.reason)
  }

  private func rule(_ decision: PolicyDecision, of host: HostName, _ seen: PolicyDecision) -> Rule {
    if decision.outcome.verdict == .bogus { return .bogus }
    if decision.origin.enforces(self.kinds), decision.origin.decider == host {
      let stood = seen.origin.value == .enforce && seen.origin.decider == host
      if stood, !seen.origin.enforces(self.kinds) { return .scope }
      return self.originPolicies.first?.host == host ? .origin : .subdomains
    }
    if decision.destination.requires(self.kinds), self.destinationPolicy?.host == host {
      return seen.destination.value == .require && !seen.destination.requires(self.kinds) ? .scope : .destination
    }
    return .other
  }
}
