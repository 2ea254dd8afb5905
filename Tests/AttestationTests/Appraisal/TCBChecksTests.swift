import Testing

@testable import Attestation

@Suite("Policy: versions of the platform")
struct TCBChecksTests {
  @Test("by default only UpToDate is affirmed, Revoked and no level are refused, all others warn")
  func defaults() {
    for status in TCBStatus.allCases {
      let result = SampleEvidence.appraise(SampleEvidence.tdx(status: status))
      let expected: TrustTier =
        switch status {
        case .upToDate: .affirming
        case .revoked: .contraindicated
        default: .warning
        }
      #expect(result.status == expected)
      #expect(result.failed == (status == .upToDate ? [] : ["tcb.status"]))
    }
    let noLevel = SampleEvidence.appraise(SampleEvidence.tdx(status: nil))
    #expect(noLevel.status == .contraindicated)
    #expect(noLevel.failed == ["tcb.status"])
    #expect(noLevel.vector[.hardware] == 96)
  }

  @Test("a policy says which statuses are as good as the best, and which are refused")
  func statuses() {
    let evidence = SampleEvidence.tdx(status: .swHardeningNeeded)
    #expect(
      SampleEvidence.appraise(evidence) { $0.tdx.allowedStatuses.insert(.swHardeningNeeded) }.status == .affirming)
    #expect(SampleEvidence.appraise(evidence) { $0.tdx.warnedStatuses = [] }.status == .contraindicated)
    let result = SampleEvidence.appraise(SampleEvidence.tdx(status: .outOfDate))
    #expect(result.vector[.hardware] == 32)
  }

  @Test("a platform of no known level is refused whatever is allowed")
  func noLevel() {
    let result = SampleEvidence.appraise(SampleEvidence.tdx(status: nil)) {
      $0.tdx.allowedStatuses = Set(TCBStatus.allCases)
    }
    #expect(result.failed == ["tcb.status"])
  }

  @Test("an advisory that the policy does not allow is refused")
  func advisories() {
    let evidence = SampleEvidence.tdx(advisories: ["INTEL-SA-00828", "INTEL-SA-00837"])
    #expect(SampleEvidence.appraise(evidence).outcome("tcb.advisories") == .notApplicable)
    #expect(
      SampleEvidence.appraise(evidence) { $0.tdx.allowedAdvisories = ["INTEL-SA-00828"] }.failed == ["tcb.advisories"])
    #expect(
      SampleEvidence.appraise(evidence) { $0.tdx.allowedAdvisories = ["INTEL-SA-00828", "INTEL-SA-00837"] }.status
        == .affirming)
    #expect(SampleEvidence.appraise(SampleEvidence.tdx()) { $0.tdx.allowedAdvisories = [] }.status == .affirming)
  }

  @Test(
    "no component of an SEV-SNP platform may be older than the policy allows",
    arguments: ["bootloader", "tee", "snp", "microcode"])
  func minimum(component: String) throws {
    let found = try #require(SampleEvidence.milan[component])
    var least = SampleEvidence.milan
    let passing = SampleEvidence.appraise(SampleEvidence.snp()) { $0.snp.minimumTCB = ["Milan": least] }
    #expect(passing.outcome("tcb.minimum") == .passed)
    #expect(passing.status == .affirming)
    least[component] = found + 1
    let failing = SampleEvidence.appraise(SampleEvidence.snp()) { $0.snp.minimumTCB = ["Milan": least] }
    #expect(failing.failed == ["tcb.minimum"])
    #expect(failing.status == .contraindicated)
  }

  @Test("versions of one product say nothing about another: a product without an entry is refused")
  func products() {
    let minimum = { (policy: inout AppraisalPolicy) in policy.snp.minimumTCB = ["Genoa": ["snp": 1]] }
    #expect(SampleEvidence.appraise(SampleEvidence.snp(), minimum).failed == ["tcb.minimum"])
    #expect(SampleEvidence.appraise(SampleEvidence.snp(product: "Siena-B0"), minimum).failed.isEmpty)
    #expect(SampleEvidence.appraise(SampleEvidence.snp(product: "Rome-B0"), minimum).failed == ["tcb.minimum"])
  }

  @Test("a component that the evidence does not have is too old")
  func missingComponent() {
    #expect(
      SampleEvidence.appraise(SampleEvidence.snp()) { $0.snp.minimumTCB = ["Milan": ["fmc": 0]] }.failed == [
        "tcb.minimum"
      ])
  }

  @Test("a report of a privilege level beyond the policy's is refused", arguments: [0, 1, 2, 3] as [UInt8])
  func vmpl(level: UInt8) {
    #expect(SampleEvidence.appraise(SampleEvidence.snp(vmpl: level)).outcome("snp.vmpl") == .notApplicable)
    let result = SampleEvidence.appraise(SampleEvidence.snp(vmpl: level)) { $0.snp.highestVMPL = 1 }
    #expect(result.failed == (level <= 1 ? [] : ["snp.vmpl"]))
    #expect(result.status == (level <= 1 ? .affirming : .contraindicated))
  }
}
