import Attestation

@testable import Attesters

extension PolicyTrial {
  /// Measurements that must be there.
  static let required: [Self] =
    [
      Self("required.pcr8", "the register is zero", knob: "nitro.required", Self.signedImage) {
        $0.evidence = .nitro(pcrs: [8: SimulatedEvidence.zero])
        $0.reference = { $0["pcr8"] = nil }
      },
      Self("required.pcr8", "the document has no such register", knob: "nitro.required", Self.signedImage) {
        $0.evidence = .nitro(pcrs: [8: SimulatedEvidence.absent])
        $0.reference = { $0["pcr8"] = nil }
      },
      Self("required.pcr8", "the set allows any value", knob: "nitro.required", Self.signedImage) {
        $0.reference = { $0["pcr8"] = .any }
      },
      Self(
        "required.pcr3", "the set does not name the role", knob: "nitro.required",
        PolicySetting(.nitro()).with {
          $0.policy = #""nitro": {"required": ["pcr3"]}"#
          $0.reference = { $0["pcr3"] = .oneOf([Simulated.measurement]) }
        }
      ) { $0.reference = { _ in } },
      Self("required.host_data", "it is zero", knob: "snp.required", Self.hostData) {
        $0.evidence = .snp()
        $0.reference = { _ in }
      },
      Self("required.host_data", "the set does not name it", knob: "snp.required", Self.hostData) {
        $0.reference = { _ in }
      },
      Self(
        "required.rtmr3", "it is zero, as the set says", knob: "tdx.required", Self.lateRegister
      ) {
        $0.evidence = .tdx(parts: { $0.quote.body.rtmrs[3] = SimulatedEvidence.zero })
        $0.reference = { $0["rtmr3"] = .oneOf([SimulatedEvidence.zero]) }
      },
      Self("required.rtmr3", "the set allows any value", knob: "tdx.required", Self.lateRegister) {
        $0.reference = { $0["rtmr3"] = .any }
      },
    ]

  private static let signedImage = PolicySetting(.nitro()).with { $0.policy = #""nitro": {"required": "PCR8"}"# }

  private static let hostData: PolicySetting = {
    let given = [UInt8](repeating: 7, count: 32)
    return PolicySetting(.snp(report: { $0.hostData = given })).with {
      $0.policy = #""snp": {"required": ["host_data"]}"#
      $0.reference = { $0["host_data"] = .oneOf([given]) }
    }
  }()

  private static let lateRegister = PolicySetting(.tdx()).with { $0.policy = #""tdx": {"required": ["rtmr3"]}"# }
}
