import Attestation
import Testing

/// Each trial is simulated anew, signed, verified and appraised, twice.
@Suite("Policies: simulated evidence, appraised")
struct PolicyTrialTests {
  @Test(
    "one thing that an owner does not expect fails by its own check alone, and without it nothing does",
    arguments: PolicyTrial.evidence + PolicyTrial.references + PolicyTrial.required)
  func expectations(trial: PolicyTrial) throws { try self.check(trial) }

  @Test(
    "one thing that an owner does not allow fails by its own check alone, and without it nothing does",
    arguments: PolicyTrial.owners + PolicyTrial.tcb + PolicyTrial.intel)
  func demands(trial: PolicyTrial) throws { try self.check(trial) }

  private func check(_ trial: PolicyTrial) throws {
    let right = try trial.right.appraised()
    #expect(right.failures.map(\.name) == [])
    #expect(right.status == trial.rightTier)
    #expect(right.isSimulated)
    let wrong = try trial.wrong.appraised()
    #expect(wrong.failures.map(\.name) == [trial.check])
    #expect(wrong.status == trial.tier)
    #expect(wrong.isSimulated)
  }

  @Test("an enclave under debug is not affirmed by the zeros that were expected of it")
  func expectedZeros() throws {
    let zeros = SimulatedEvidence.zero
    let result = try PolicySetting(.nitro(pcrs: [0: zeros, 1: zeros, 2: zeros, 8: zeros])).with {
      $0.policy = #""debug": true"#
      $0.reference = { values in
        values["pcr8"] = nil
        for index in 0..<3 { values["pcr\(index)"] = .oneOf([zeros]) }
      }
    }.appraised()
    #expect(result.status == .none)
    #expect(result.failures.isEmpty)
    #expect(result.vector[.executables] == nil)
  }

  @Test(
    "where no reference values are given nothing is affirmed, and nothing is refused",
    arguments: EvidenceFormat.allCases)
  func withoutReferences(format: EvidenceFormat) throws {
    let (evidence, root) = try SimulatedEvidence.base(format).verified()
    var policy = AppraisalPolicy()
    policy.simulatedRoots = [root]
    let result = Appraisal.appraise(evidence, referenceValues: nil, policy: policy, now: Simulated.now)
    #expect(result.status == .none)
    #expect(result.failures.isEmpty)
    #expect(result.checks.first { $0.name == "reference.values" }?.outcome == .notApplicable)
    #expect(result.checks.first { $0.name == "owner" }?.outcome == .notApplicable)
  }
}
