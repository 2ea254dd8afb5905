import TLSKeys

/// What is asked of evidence of every kind: whose root it rests on, its mode, its time.
enum EvidenceChecks {
  static func all(_ evidence: VerifiedEvidence, policy: AppraisalPolicy, now: Int64) -> [AppraisalCheck] {
    [
      self.root(evidence, policy), self.mode(evidence, policy), self.validity(evidence, now),
      self.freshness(evidence, policy, now),
    ]
  }

  private static func root(_ evidence: VerifiedEvidence, _ policy: AppraisalPolicy) -> AppraisalCheck {
    let name = "evidence.root"
    guard evidence.isSimulated else {
      return .passed(name, "it rests on the vendor's root", [.hardware: TrustClaim.genuineHardware])
    }
    guard !policy.simulatedRoots.isEmpty else {
      return .failed(
        name, "it is simulated, and the policy trusts no simulated root", [.hardware: TrustClaim.unrecognizedHardware])
    }
    guard let root = evidence.simulatedRoot, policy.simulatedRoots.contains(root) else {
      return .failed(
        name, "it is simulated, under a root that the policy does not name",
        [.hardware: TrustClaim.unrecognizedHardware])
    }
    return .passed(name, "it is simulated, which the policy allows: no hardware protects anything")
  }

  private static func mode(_ evidence: VerifiedEvidence, _ policy: AppraisalPolicy) -> AppraisalCheck {
    let name = "evidence.debug"
    guard evidence.isDebug else {
      var claims: AppraisalCheck.Claims = [.configuration: TrustClaim.approvedConfiguration]
      // AWS does not say that an enclave's memory is encrypted: it is isolated by the hypervisor.
      if evidence.format != .nitro, !evidence.isSimulated { claims[.runtimeOpaque] = TrustClaim.encryptedMemory }
      return .passed(name, "debug mode is off", claims)
    }
    guard policy.allowsDebug else {
      return .failed(
        name, "debug mode is on: whoever runs the machine can look into the TEE",
        [.configuration: TrustClaim.unacceptableConfiguration, .runtimeOpaque: TrustClaim.visibleMemory])
    }
    return .passed(
      name, "debug mode is on, which the policy allows: nothing is secret from whoever runs the machine",
      [.configuration: TrustClaim.approvedConfiguration])
  }

  private static func validity(_ evidence: VerifiedEvidence, _ now: Int64) -> AppraisalCheck {
    let name = "evidence.validity"
    let end = TimeText.utc(evidence.notAfter)
    return now <= evidence.notAfter
      ? .passed(name, "what it rests on holds until \(end)") : .failed(name, "what it rests on held until \(end)")
  }

  private static func freshness(_ evidence: VerifiedEvidence, _ policy: AppraisalPolicy, _ now: Int64) -> AppraisalCheck
  {
    let name = "evidence.freshness"
    guard let madeAt = evidence.madeAt else {
      return .notApplicable(name, "it does not say when it was made: only a nonce shows that it is fresh")
    }
    let made = "it was made at \(TimeText.utc(madeAt))"
    let milliseconds = min(max(madeAt, 0), 1 << 48) * 1_000
    return policy.freshness.admits(madeAt: milliseconds, now: now)
      ? .passed(name, made) : .failed(name, "\(made); \(policy.freshness.maximumAge) s are allowed until the appraisal")
  }
}
