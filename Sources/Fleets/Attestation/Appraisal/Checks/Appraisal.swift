/// Compares verified evidence with what an owner expects.
public enum Appraisal {
  /// Appraises evidence. Pure: the same four values give the same result.
  ///
  /// - Parameters:
  ///   - evidence: Verified: every signature up to a trusted root holds.
  ///   - referenceValues: What is expected to run; with nil nothing is said about that, and the status is
  ///     ``TrustTier/none`` at best.
  ///   - now: Unix seconds.
  public static func appraise(
    _ evidence: VerifiedEvidence, referenceValues: ReferenceValues?, policy: AppraisalPolicy, now: Int64
  ) -> AttestationResult {
    let checks =
      EvidenceChecks.all(evidence, policy: policy, now: now)
      + TCBChecks.all(evidence, policy: policy)
      + ReferenceChecks.all(evidence, against: referenceValues, policy: policy, now: now)
      + OwnerChecks.all(evidence, against: referenceValues, policy: policy)
    return AttestationResult(evidence, checks, against: referenceValues, policy: policy, now: now)
  }
}
