import Attestation
import Testing

/// Two settings that differ in one thing, which one check finds.
struct PolicyTrial: Sendable, CustomTestStringConvertible {
  /// The check that alone fails in ``wrong``.
  let check: String
  let what: String
  /// The key of the policy that this is about, as in `snp.minimumTCB`; nil for what no key decides.
  let knob: String?
  /// What ``wrong`` is appraised to.
  let tier: TrustTier
  /// What ``right`` is appraised to.
  let rightTier: TrustTier
  let right: PolicySetting
  let wrong: PolicySetting

  var testDescription: String { "\(self.check): \(self.what)" }

  /// - Parameter change: makes of what is right what is wrong.
  init(
    _ check: String, _ what: String, knob: String? = nil, tier: TrustTier = .contraindicated,
    rightTier: TrustTier = .affirming, _ right: PolicySetting, _ change: (inout PolicySetting) -> Void
  ) {
    self.check = check
    self.what = what
    self.knob = knob
    self.tier = tier
    self.rightTier = rightTier
    self.right = right
    self.wrong = right.with(change)
  }

  /// Evidence by one policy, once right and once wrong.
  init(
    _ check: String, _ what: String, knob: String? = nil, policy: String = "", tier: TrustTier = .contraindicated,
    _ right: SimulatedEvidence, _ wrong: SimulatedEvidence,
    reference: @escaping @Sendable (inout [String: ReferenceValues.Allowed]) -> Void = { _ in }
  ) {
    let setting = PolicySetting(right).with {
      $0.policy = policy
      $0.reference = reference
    }
    self.init(check, what, knob: knob, tier: tier, setting) { $0.evidence = wrong }
  }

  static let all = evidence + references + required + owners + tcb + intel
}
