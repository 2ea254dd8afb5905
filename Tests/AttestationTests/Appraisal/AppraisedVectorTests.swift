import Testing

@testable import Attestation

@Suite("Real evidence, appraised", .enabled(if: EvidenceVectors.folder != nil, EvidenceVectors.unset))
struct AppraisedVectorTests {
  struct Vector {
    let name: String
    let evidence: VerifiedEvidence
    let now: Int64
    let expect: String
  }

  static func all() throws -> [Vector] {
    let nitro = try NitroVectors.good.filter { !$0.expect.hasPrefix("reject:bad") }.map {
      let now = try EvidenceVectors.time($0.verifyAt)
      let evidence = try NitroVerifier().verify(try EvidenceVectors.octets($0.file), now: now)
      return Vector(name: $0.file, evidence: evidence, now: now, expect: $0.expect)
    }
    let snp = try SNPVectors.positives.map {
      let octets = try EvidenceVectors.octets($0.report)
      let evidence = try SNPVerifier(roots: TrustedRoots()).verify(
        octets, endorsements: try $0.endorsements(), now: $0.now)
      return Vector(name: $0.report, evidence: evidence, now: $0.now, expect: $0.expect)
    }
    let tdx = try TDXVectors.expected.map {
      let now = try EvidenceVectors.time($0.verifyAt)
      return Vector(name: $0.quote, evidence: try $0.verify($0.quote), now: now, expect: $0.expect)
    }
    return nitro + snp + tdx
  }

  @Test("without reference values nothing is affirmed, and what is known of each is found")
  func withoutReference() throws {
    for vector in try Self.all() {
      let result = SampleEvidence.appraise(vector.evidence, nil, at: vector.now)
      let expected: TrustTier =
        switch (vector.expect, vector.evidence.isDebug) {
        case ("reject:tcb", _), (_, true): .contraindicated
        case ("warn", false): .warning
        default: .none
        }
      #expect(result.status == expected, "\(vector.name)")
    }
  }

  @Test("with its own values what is current and not in debug mode is affirmed, and refused where one is missing")
  func withReference() throws {
    for vector in try Self.all() where vector.expect == "accept" && !vector.evidence.isDebug {
      let reference = ReferenceValues(name: vector.name, from: [vector.evidence])
      let whole = SampleEvidence.appraise(vector.evidence, reference, at: vector.now)
      #expect(whole.status == .affirming, "\(vector.name)")
      for name in try #require(reference.values[vector.evidence.format]).keys {
        var values = reference.values
        values[vector.evidence.format]?[name] = nil
        let incomplete = ReferenceValues(name: "incomplete", values: values)
        let result = SampleEvidence.appraise(vector.evidence, incomplete, at: vector.now)
        #expect(result.failed == ["reference.\(name)"], "\(vector.name)")
        #expect(result.status == .contraindicated, "\(vector.name)")
      }
    }
  }
}
