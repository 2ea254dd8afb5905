import TLSKeys
import Testing

@testable import Attestation

@Suite("Hostile review: appraisal and its results")
struct HostileAppraisalTests {
  @Test("a policy that names one made-up root does not take evidence of another")
  func otherRoot() throws {
    let made = try SNPDraft().made()
    let evidence = try SNPVerifier(roots: made.roots).verify(
      made.report, endorsements: made.endorsements, now: SNPDraft.now)
    let reference = ReferenceValues(name: "same", from: [evidence])
    var policy = AppraisalPolicy()
    policy.simulatedRoots = [[UInt8](repeating: 9, count: 32)]
    let other = Appraisal.appraise(evidence, referenceValues: reference, policy: policy, now: SNPDraft.now)
    #expect(other.status == .contraindicated && other.failed == ["evidence.root"])
    policy.simulatedRoots = [made.ark.keyDigest.octets]
    #expect(
      Appraisal.appraise(evidence, referenceValues: reference, policy: policy, now: SNPDraft.now).status == .affirming)
  }

  @Test("of a simulated platform nobody says that its hardware is genuine")
  func simulatedHardware() {
    for evidence in [
      SampleEvidence.nitro(isSimulated: true), SampleEvidence.snp(isSimulated: true),
      SampleEvidence.tdx(isSimulated: true),
    ] {
      let result = SampleEvidence.appraise(evidence) { $0.simulatedRoots = [[UInt8](repeating: 9, count: 32)] }
      #expect(result.status == .affirming && result.vector[.hardware] == nil)
    }
  }

  @Test("where no measurement was compared nothing is affirmed, whatever claims of the host were")
  func onlyClaims() {
    let evidence = SampleEvidence.snp(cloud: "CN=cloud")
    let reference = ReferenceValues(
      name: "claims", values: [.snp: ["measurement": .any, "csp_id": .oneOf([Array("CN=cloud".utf8)])]])
    #expect(SampleEvidence.appraise(evidence, reference).status == .none)
  }

  @Test("a token that does not hold yet (RFC 8392 §3.1.5) is refused")
  func notBefore() throws {
    let key = try PrivateKey.generate(.p256)
    func token(_ notBefore: CBOR) throws -> [UInt8] {
      try COSESign1.sign(
        payload: EARTokenTests.changed(5, notBefore).encoded,
        protected: [CBOR.Entry(.int(16), .text(EAR.messageType))], by: key
      ).encoded
    }
    let now = EARTokenTests.now
    #expect(throws: Never.self) { try EAR(token: try token(.int(now)), signedBy: key.publicKey, now: now) }
    #expect(throws: EvidenceError(.stale, "ear.nbf", "")) {
      try EAR(token: try token(.int(now + 3_000)), signedBy: key.publicKey, now: now)
    }
    #expect(throws: EvidenceError.malformed("ear.nbf", "")) {
      try EAR(token: try token(.text("soon")), signedBy: key.publicKey, now: now)
    }
  }

  @Test("a sum that is worse than its parts stays so")
  func statedStatus() throws {
    let read = try EAR(cbor: EARTokenTests.changed(1000, .int(96)))
    #expect(read.status == .contraindicated)
    #expect(try EAR(cbor: read.cbor).status == .contraindicated)
  }
}
