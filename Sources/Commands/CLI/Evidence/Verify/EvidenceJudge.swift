import Attestation

/// Verifies evidence and appraises it, by what a person gave for all of it.
struct EvidenceJudge {
  private let policy: AppraisalPolicy
  private let reference: ReferenceValues?
  private let endorsements: GivenEndorsements
  /// Unix seconds.
  private let now: Int64
  private let verifier: EvidenceVerifier

  init(policy: AppraisalPolicy, reference: ReferenceValues?, endorsements: GivenEndorsements, now: Int64) {
    self.policy = policy
    self.reference = reference
    self.endorsements = endorsements
    self.now = now
    self.verifier = EvidenceVerifier(roots: policy.roots, freshness: policy.freshness)
  }

  func judge(_ file: InputFile) -> JudgedEvidence {
    var format: EvidenceFormat?
    do throws(EvidenceError) {
      let verified = try self.verified(file, &format)
      let result = Appraisal.appraise(verified, referenceValues: self.reference, policy: self.policy, now: self.now)
      return JudgedEvidence(file: file.path, format: format, checkedAt: self.now, finding: .verified(verified, result))
    } catch {
      return JudgedEvidence(file: file.path, format: format, checkedAt: self.now, finding: .notVerified(error))
    }
  }

  /// - Parameter format: Said as soon as it is known.
  func verified(_ file: InputFile, _ format: inout EvidenceFormat?) throws(EvidenceError) -> VerifiedEvidence {
    let octets = try EvidenceText.octets(of: file.octets)
    format = EvidenceFormat(recognizing: octets)
    return try self.verifier.verify(
      try Evidence(octets), endorsements: try self.endorsements.endorsements(), now: self.now)
  }
}
