import Testing

@testable import Attestation

@Suite("What an appraisal concludes")
struct AppraisalTests {
  static let everyKind = [SampleEvidence.nitro(), SampleEvidence.snp(), SampleEvidence.tdx()]

  @Test("evidence that agrees with all reference values is affirmed", arguments: everyKind.indices)
  func affirmed(kind: Int) {
    let result = SampleEvidence.appraise(Self.everyKind[kind])
    #expect(result.status == .affirming)
    #expect(result.failed.isEmpty)
    #expect(result.vector[.executables] == 3)
    #expect(result.vector[.hardware] == 2)
    #expect(result.vector[.configuration] == 2)
  }

  @Test("without reference values nothing is concluded, however good the evidence is", arguments: everyKind.indices)
  func noReference(kind: Int) {
    let result = SampleEvidence.appraise(Self.everyKind[kind], nil)
    #expect(result.status == .none)
    #expect(result.failed.isEmpty)
    #expect(result.outcome("reference.values") == .notApplicable)
    #expect(result.vector[.executables] == nil)
  }

  @Test("without reference values a warning is still a warning, and a refusal a refusal")
  func noReferenceAndWorse() {
    #expect(SampleEvidence.appraise(SampleEvidence.tdx(status: .outOfDate), nil).status == .warning)
    #expect(SampleEvidence.appraise(SampleEvidence.tdx(status: nil), nil).status == .contraindicated)
    #expect(SampleEvidence.appraise(SampleEvidence.nitro(isDebug: true), nil).status == .contraindicated)
  }

  @Test("a set that allows anything everywhere affirms nothing")
  func nothingCompared() {
    let any = ReferenceValues(name: "any", values: [.snp: ["measurement": .any]])
    let result = SampleEvidence.appraise(SampleEvidence.snp(), any)
    #expect(result.status == .none)
    #expect(result.outcome("reference.measurement") == .notApplicable)
  }

  @Test("a refusal outweighs a warning")
  func worstCounts() {
    let result = SampleEvidence.appraise(SampleEvidence.tdx(status: .outOfDate, isDebug: true))
    #expect(result.status == .contraindicated)
    #expect(Set(result.failed) == ["tcb.status", "evidence.debug"])
  }

  @Test("the vector is never better than the status says", arguments: TCBStatus.allCases)
  func vectorAndStatus(status: TCBStatus) throws {
    let result = SampleEvidence.appraise(SampleEvidence.tdx(status: status))
    let worst = try #require(result.vector.values.values.map { TrustTier(claim: $0).rawValue }.max())
    #expect(result.status.rawValue >= worst)
  }

  @Test("every kind of evidence is asked the same questions, those of other kinds as not applicable")
  func sameQuestions() {
    for evidence in Self.everyKind {
      let names = SampleEvidence.appraise(evidence).checks.map(\.name)
      for name in [
        "evidence.root", "evidence.debug", "evidence.validity", "evidence.freshness", "tcb.status", "tcb.advisories",
      ]
        + ["tcb.minimum", "snp.vmpl", "snp.csp-id", "owner", "reference.validity", "reference.signer"]
      {
        #expect(names.contains(name))
      }
      #expect(Set(names).count == names.count)
    }
  }

  @Test("a result holds no longer than the evidence and the reference values")
  func notAfter() {
    let short = ReferenceValues(
      name: "short", notAfter: SampleEvidence.now + 60, values: SampleEvidence.reference.values)
    #expect(SampleEvidence.appraise(SampleEvidence.snp(), short).notAfter == SampleEvidence.now + 60)
    #expect(SampleEvidence.appraise(SampleEvidence.snp()).notAfter == SampleEvidence.now + 3_600)
  }

  @Test("Nitro claims nothing about encrypted memory, the others do; nothing simulated claims hardware")
  func opaque() {
    #expect(SampleEvidence.appraise(SampleEvidence.nitro()).vector[.runtimeOpaque] == nil)
    #expect(SampleEvidence.appraise(SampleEvidence.snp()).vector[.runtimeOpaque] == 2)
    let simulated = SampleEvidence.appraise(SampleEvidence.snp(isSimulated: true)) {
      $0.simulatedRoots = [SampleEvidence.root]
    }
    #expect(simulated.status == .affirming)
    #expect(simulated.isSimulated)
    #expect(simulated.vector[.runtimeOpaque] == nil && simulated.vector[.hardware] == nil)
  }
}
