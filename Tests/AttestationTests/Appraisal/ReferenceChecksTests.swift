import Testing
import TLSKeys

@testable import Attestation

@Suite("Policy: reference values")
struct ReferenceChecksTests {
  static func reference(
    _ format: EvidenceFormat, notBefore: Int64? = nil, notAfter: Int64? = nil,
    _ change: (inout [String: ReferenceValues.Allowed]) -> Void = { _ in }
  ) -> ReferenceValues {
    var values = SampleEvidence.reference.values[format] ?? [:]
    change(&values)
    return ReferenceValues(name: "changed", notBefore: notBefore, notAfter: notAfter, values: [format: values])
  }

  static func changed(_ evidence: VerifiedEvidence, _ name: String) -> VerifiedEvidence {
    VerifiedEvidence(
      format: evidence.format,
      measurements: evidence.measurements.map { $0.name == name ? .init(name, SampleEvidence.pcr(0xEE)) : $0 },
      isDebug: false, boundData: [], madeAt: evidence.madeAt, tcb: evidence.tcb,
      claims: evidence.claims,
      notAfter: evidence.notAfter)
  }

  static let names: [(VerifiedEvidence, String)] =
    ["pcr0", "pcr1", "pcr2", "pcr8"].map { (SampleEvidence.nitro(), $0) } + [(SampleEvidence.snp(), "measurement")]
    + ["mrtd", "rtmr0", "rtmr1", "rtmr2", "rtmr3"].map { (SampleEvidence.tdx(), $0) }

  @Test("a measurement of another value is refused by exactly its check", arguments: names.indices)
  func otherValue(index: Int) {
    let (evidence, name) = Self.names[index]
    let result = SampleEvidence.appraise(Self.changed(evidence, name))
    #expect(result.failed == ["reference.\(name)"])
    #expect(result.status == .contraindicated)
    #expect(result.vector[.executables] == 96)
  }

  @Test("a measurement that the set does not name is refused, never passed over", arguments: names.indices)
  func missingFromSet(index: Int) {
    let (evidence, name) = Self.names[index]
    let result = SampleEvidence.appraise(evidence, Self.reference(evidence.format) { $0[name] = nil })
    #expect(result.failed == ["reference.\(name)"])
    #expect(result.status == .contraindicated)
  }

  @Test("a measurement that the set names and the evidence lacks is refused")
  func missingFromEvidence() {
    #expect(SampleEvidence.appraise(SampleEvidence.nitro(changing: ["pcr8": nil])).failed == ["reference.pcr8"])
    #expect(SampleEvidence.appraise(SampleEvidence.tdx(without: "rtmr2")).failed == ["reference.rtmr2"])
  }

  @Test("registers 0 to 2 are asked for even where neither side has one")
  func essential() {
    let reference = Self.reference(.nitro) { $0["pcr1"] = nil }
    #expect(
      SampleEvidence.appraise(SampleEvidence.nitro(changing: ["pcr1": nil]), reference).failed == ["reference.pcr1"])
  }

  @Test("a set for other TEEs only is a set that names nothing of this one")
  func otherFormat() {
    let result = SampleEvidence.appraise(SampleEvidence.snp(), Self.reference(.tdx))
    #expect(result.failed == ["reference.measurement"])
    #expect(result.status == .contraindicated)
  }

  @Test("several values may be allowed for one name")
  func several() {
    let reference = Self.reference(.snp) {
      $0["measurement"] = .oneOf([SampleEvidence.pcr(0x5E), SampleEvidence.pcr(0x5F)])
    }
    for octet in [0x5E, 0x5F] as [UInt8] {
      #expect(
        SampleEvidence.appraise(SampleEvidence.snp(measurement: SampleEvidence.pcr(octet)), reference).status
          == .affirming)
    }
    #expect(
      SampleEvidence.appraise(SampleEvidence.snp(measurement: SampleEvidence.pcr(0x60)), reference).failed == [
        "reference.measurement"
      ])
  }

  @Test("what the owner does not look at is said to be so")
  func any() {
    let reference = Self.reference(.tdx) { $0["rtmr3"] = .any }
    let result = SampleEvidence.appraise(Self.changed(SampleEvidence.tdx(), "rtmr3"), reference)
    #expect(result.status == .affirming)
    #expect(result.outcome("reference.rtmr3") == .notApplicable)
  }

  @Test("the parent instance and registers that are zero need no reference value, and are compared where there is one")
  func parent() {
    let result = SampleEvidence.appraise(SampleEvidence.nitro())
    for name in ["pcr3", "pcr4", "pcr5", "pcr15"] { #expect(result.outcome("reference.\(name)") == .notApplicable) }
    let reference = Self.reference(.nitro) { $0["pcr4"] = .oneOf([SampleEvidence.pcr(0xAA)]) }
    #expect(SampleEvidence.appraise(SampleEvidence.nitro(), reference).failed == ["reference.pcr4"])
    let extended = SampleEvidence.nitro(changing: ["pcr9": SampleEvidence.pcr(1)])
    #expect(SampleEvidence.appraise(extended).failed == ["reference.pcr9"])
  }

  @Test("claims are compared where the set names them")
  func claims() {
    let reference = Self.reference(.tdx) { $0["mrowner"] = .oneOf([SampleEvidence.pcr(3)]) }
    #expect(SampleEvidence.appraise(SampleEvidence.tdx(owner: SampleEvidence.pcr(3)), reference).status == .affirming)
    #expect(
      SampleEvidence.appraise(SampleEvidence.tdx(owner: SampleEvidence.pcr(4)), reference).failed == [
        "reference.mrowner"
      ])
  }

  @Test(
    "reference values hold from their first second to their last",
    arguments: [
      (-1, false), (0, true), (10, true), (11, false),
    ] as [(Int64, Bool)])
  func validity(second: Int64, holds: Bool) {
    let reference = Self.reference(.snp, notBefore: SampleEvidence.now, notAfter: SampleEvidence.now + 10)
    let result = SampleEvidence.appraise(SampleEvidence.snp(), reference, at: SampleEvidence.now + second)
    #expect(result.failed == (holds ? [] : ["reference.validity"]))
    #expect(result.status == (holds ? .affirming : .contraindicated))
  }

  @Test("where the policy names signers, only their reference values count")
  func signer() {
    let ours = KeyDigest(spkiDER: [1])
    let others = KeyDigest(spkiDER: [2])
    let demand = { (policy: inout AppraisalPolicy) in policy.referenceSigners = [ours] }
    var reference = Self.reference(.snp)
    #expect(SampleEvidence.appraise(SampleEvidence.snp(), reference, demand).failed == ["reference.signer"])
    reference.signer = others
    #expect(SampleEvidence.appraise(SampleEvidence.snp(), reference, demand).failed == ["reference.signer"])
    reference.signer = ours
    #expect(SampleEvidence.appraise(SampleEvidence.snp(), reference, demand).status == .affirming)
    #expect(SampleEvidence.appraise(SampleEvidence.snp(), reference, demand).referenceSigner == ours)
  }
}
