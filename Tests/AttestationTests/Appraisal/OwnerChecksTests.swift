import Testing

@testable import Attestation

@Suite("Policy: required measurements, the owner, the cloud")
struct OwnerChecksTests {
  @Test("a required register must be there and not zero")
  func required() {
    let demand = { (policy: inout AppraisalPolicy) in policy.nitro.demands.required = ["pcr8"] }
    let unsigned = SampleEvidence.nitro(changing: ["pcr8": SampleEvidence.pcr(0)])
    let reference = ReferenceChecksTests.reference(.nitro) { $0["pcr8"] = nil }
    #expect(SampleEvidence.appraise(SampleEvidence.nitro(), demand).status == .affirming)
    #expect(SampleEvidence.appraise(unsigned, reference).status == .affirming)
    #expect(SampleEvidence.appraise(unsigned, reference, demand).failed == ["required.pcr8"])
    #expect(
      SampleEvidence.appraise(SampleEvidence.nitro(changing: ["pcr8": nil]), reference, demand).failed == [
        "required.pcr8"
      ])
    #expect(SampleEvidence.appraise(unsigned, nil, demand).status == .contraindicated)
    #expect(SampleEvidence.appraise(SampleEvidence.nitro(), nil, demand).status == .none)
  }

  @Test("a required measurement must be named by the reference values, and not by `any`")
  func requiredAndNamed() {
    let any = ReferenceChecksTests.reference(.tdx) { $0["rtmr3"] = .any }
    #expect(
      SampleEvidence.appraise(SampleEvidence.tdx(), any) { $0.tdx.demands.required = ["rtmr3"] }.failed == [
        "required.rtmr3"
      ])
    #expect(
      SampleEvidence.appraise(SampleEvidence.nitro()) { $0.nitro.demands.required = ["pcr3"] }.failed == [
        "required.pcr3"
      ])
    let role = ReferenceChecksTests.reference(.nitro) { $0["pcr3"] = .oneOf([SampleEvidence.pcr(4)]) }
    #expect(
      SampleEvidence.appraise(SampleEvidence.nitro(), role) { $0.nitro.demands.required = ["pcr3"] }.status
        == .affirming)
    let silent = ReferenceChecksTests.reference(.tdx) { $0["rtmr3"] = nil }
    #expect(
      SampleEvidence.appraise(SampleEvidence.tdx(), silent) { $0.tdx.demands.required = ["rtmr3"] }.failed == [
        "reference.rtmr3"
      ])
  }

  @Test("what is demanded of one kind of TEE is not asked of another")
  func otherKind() {
    #expect(SampleEvidence.appraise(SampleEvidence.snp()) { $0.nitro.demands.required = ["pcr31"] }.failed.isEmpty)
  }

  static let owner = SampleEvidence.pcr(0x77)
  static let owned: [(String, EvidenceFormat, VerifiedEvidence)] = [
    ("pcr3", .nitro, SampleEvidence.nitro(changing: ["pcr3": owner])),
    ("id_key_digest", .snp, SampleEvidence.snp(idKey: owner)),
    ("author_key_digest", .snp, SampleEvidence.snp(authorKey: owner)),
    ("mrowner", .tdx, SampleEvidence.tdx(owner: owner)),
  ]

  @Test("the owner is who the policy says, by each of the names that evidence has for one", arguments: owned.indices)
  func owner(index: Int) {
    let (name, format, evidence) = Self.owned[index]
    let theirs = SampleEvidence.pcr(0x78)
    func appraised(_ evidence: VerifiedEvidence, _ owner: [UInt8]...) -> AttestationResult {
      SampleEvidence.appraise(evidence) { policy in
        switch format {
        case .nitro: policy.nitro.demands.owner = [name: Set(owner)]
        case .snp: policy.snp.demands.owner = [name: Set(owner)]
        case .tdx: policy.tdx.demands.owner = [name: Set(owner)]
        }
      }
    }
    let ours = appraised(evidence, theirs, Self.owner)
    #expect(ours.status == .affirming)
    #expect(ours.vector[.instanceIdentity] == 2)
    let other = appraised(evidence, theirs)
    #expect(other.failed == ["owner.\(name)"])
    #expect(other.status == .contraindicated)
    #expect(other.vector[.instanceIdentity] == 97)
    #expect(SampleEvidence.appraise(evidence).vector[.instanceIdentity] == nil)
  }

  @Test("the certificate that signed an image names its owner")
  func signingCertificate() {
    let demand = { (octet: UInt8) in
      { (policy: inout AppraisalPolicy) in policy.nitro.demands.owner = ["pcr8": [SampleEvidence.pcr(octet)]] }
    }
    #expect(SampleEvidence.appraise(SampleEvidence.nitro(), demand(9)).status == .affirming)
    #expect(SampleEvidence.appraise(SampleEvidence.nitro(), demand(10)).failed == ["owner.pcr8"])
  }

  @Test("every name that the policy gives must be right, and zero names nobody")
  func allNames() {
    let both = { (policy: inout AppraisalPolicy) in
      policy.snp.demands.owner = ["id_key_digest": [Self.owner], "author_key_digest": [Self.owner]]
    }
    #expect(SampleEvidence.appraise(SampleEvidence.snp(idKey: Self.owner, authorKey: Self.owner), both).failed.isEmpty)
    #expect(SampleEvidence.appraise(SampleEvidence.snp(idKey: Self.owner), both).failed == ["owner.author_key_digest"])
    let zero = { (policy: inout AppraisalPolicy) in policy.tdx.demands.owner = ["mrowner": [SampleEvidence.pcr(0)]] }
    #expect(SampleEvidence.appraise(SampleEvidence.tdx(), zero).failed == ["owner.mrowner"])
    let unknown = { (policy: inout AppraisalPolicy) in policy.tdx.demands.owner = ["nobody": [Self.owner]] }
    #expect(SampleEvidence.appraise(SampleEvidence.tdx(), unknown).failed == ["owner.nobody"])
  }

  @Test("a policy that names clouds refuses other clouds, and reports that name none")
  func cloud() {
    let demand = { (policy: inout AppraisalPolicy) in policy.snp.cspIDs = ["AWS"] }
    let aws = SampleEvidence.appraise(SampleEvidence.snp(cloud: "AWS"), demand)
    #expect(aws.status == .affirming)
    #expect(aws.outcome("snp.csp-id") == .passed)
    #expect(SampleEvidence.appraise(SampleEvidence.snp(cloud: "GCP"), demand).failed == ["snp.csp-id"])
    #expect(SampleEvidence.appraise(SampleEvidence.snp(), demand).failed == ["snp.csp-id"])
    #expect(SampleEvidence.appraise(SampleEvidence.snp(cloud: "GCP")).outcome("snp.csp-id") == .notApplicable)
  }
}
