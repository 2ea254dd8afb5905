import Testing

@testable import Attestation

@Suite("Policy: debug mode, simulation, time")
struct EvidenceChecksTests {
  @Test("debug mode is refused by default, and passes where the policy allows it")
  func debug() {
    for evidence in [
      SampleEvidence.nitro(isDebug: true), SampleEvidence.snp(isDebug: true), SampleEvidence.tdx(isDebug: true),
    ] {
      let refused = SampleEvidence.appraise(evidence)
      #expect(refused.failed == ["evidence.debug"])
      #expect(refused.status == .contraindicated)
      #expect(refused.vector[.runtimeOpaque] == 96)
      let allowed = SampleEvidence.appraise(evidence) { $0.allowsDebug = true }
      #expect(allowed.status == .affirming)
      #expect(allowed.isDebug)
      #expect(allowed.vector[.runtimeOpaque] == nil)
    }
  }

  @Test("simulated evidence is refused by default, and passes where the policy trusts a made-up root")
  func simulated() {
    for evidence in [
      SampleEvidence.nitro(isSimulated: true), SampleEvidence.snp(isSimulated: true),
      SampleEvidence.tdx(isSimulated: true),
    ] {
      let refused = SampleEvidence.appraise(evidence)
      #expect(refused.failed == ["evidence.root"])
      #expect(refused.status == .contraindicated)
      let another = SampleEvidence.appraise(evidence) { $0.simulatedRoots = [[UInt8](repeating: 8, count: 32)] }
      #expect(another.failed == ["evidence.root"])
      let allowed = SampleEvidence.appraise(evidence) { $0.simulatedRoots = [SampleEvidence.madeUpRoot] }
      #expect(allowed.failed.isEmpty)
      #expect(allowed.isSimulated)
    }
  }

  @Test("a policy hands its made-up roots to the verifiers")
  func roots() {
    var policy = AppraisalPolicy()
    #expect(policy.roots.simulated.isEmpty)
    policy.simulatedRoots = [[UInt8](repeating: 9, count: 32)]
    #expect(policy.roots.simulated == policy.simulatedRoots)
  }

  @Test(
    "a document is fresh for five minutes and five seconds ahead, or as long as the policy says",
    arguments: [
      (-6, 300, false), (-5, 300, true), (0, 300, true), (300, 300, true), (301, 300, false), (59, 60, true),
      (61, 60, false),
    ] as [(Int64, Int64, Bool)])
  func freshness(age: Int64, allowed: Int64, isFresh: Bool) {
    let result = SampleEvidence.appraise(SampleEvidence.nitro(madeAt: SampleEvidence.now - age)) {
      $0.freshness = Freshness(maximumAge: allowed, maximumAhead: 5)
    }
    #expect(result.failed == (isFresh ? [] : ["evidence.freshness"]))
    #expect(result.status == (isFresh ? .affirming : .contraindicated))
  }

  @Test("times beyond all measure are refused, not added up", arguments: [Int64.min, Int64.max])
  func absurdTimes(time: Int64) {
    #expect(SampleEvidence.appraise(SampleEvidence.nitro(madeAt: time)).failed == ["evidence.freshness"])
  }

  @Test("evidence that does not say when it was made is not called fresh")
  func noTime() {
    #expect(SampleEvidence.appraise(SampleEvidence.snp()).outcome("evidence.freshness") == .notApplicable)
    #expect(SampleEvidence.appraise(SampleEvidence.tdx()).outcome("evidence.freshness") == .notApplicable)
  }

  @Test("what was verified once counts no longer than its certificates and collateral")
  func validity() {
    let evidence = SampleEvidence.nitro(notAfter: SampleEvidence.now)
    #expect(SampleEvidence.appraise(evidence).failed.isEmpty)
    #expect(SampleEvidence.appraise(evidence, at: SampleEvidence.now + 1).failed == ["evidence.validity"])
  }
}
