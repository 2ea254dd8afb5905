import TLSKeys
import Testing

@testable import Attestation

@Suite("An attestation result for others (EAR)")
struct EARTests {
  static let verifier = VerifierIdentity(developer: "https://warifu.example", build: "0.1.0")
  static let nonce = [UInt8](1...32)

  static func ear(_ result: AttestationResult) -> EAR { EAR(result, by: self.verifier) }

  @Test("JSON has the claims of the draft by their names")
  func json() throws {
    let ear = Self.ear(SampleEvidence.appraise(SampleEvidence.nitro(isDebug: true, nonce: Self.nonce)))
    let document = ear.document
    #expect(document["eat_profile"] == .text("tag:ietf.org,2026:rats/ear#04"))
    #expect(document["iat"] == .integer(SampleEvidence.now))
    #expect(document["exp"] == .integer(SampleEvidence.now + 3_600))
    #expect(document["ear_status"] == .text("contraindicated"))
    #expect(document["ear_verifier_id"]?["developer"] == .text("https://warifu.example"))
    #expect(document["ear_verifier_id"]?["build"] == .text("0.1.0"))
    let nitro = try #require(document["submods"]?["nitro"])
    #expect(nitro["ear_status"] == .text("contraindicated"))
    #expect(nitro["ear_trustworthiness_vector"]?["configuration"] == .integer(96))
    #expect(nitro["ear_trustworthiness_vector"]?["executables"] == .integer(3))
    #expect(nitro["ear_trustworthiness_vector"]?["hardware"] == .integer(2))
    #expect(nitro["ear_trustworthiness_vector"]?["runtime-opaque"] == .integer(96))
    #expect(nitro["ear_trustworthiness_vector"]?["file-system"] == nil)
    #expect(nitro["ear_appraisal_policy_ids"] == .list([.text(AppraisalPolicy().id)]))
    #expect(nitro["eat_nonce"] == .text(Base64URL.encode(Self.nonce)))
    #expect(nitro["ear_verifier_claims"]?["warifu_debug"] == .flag(true))
    #expect(nitro["ear_verifier_claims"]?["warifu_simulated"] == .flag(false))
    #expect(nitro["ear_attester_claims"]?["warifu_measurements"]?["pcr0"] == .text(String(repeating: "01", count: 48)))
  }

  @Test("CWT has them by their labels, the tiers as numbers")
  func cbor() throws {
    let cbor = Self.ear(SampleEvidence.appraise(SampleEvidence.tdx(status: .outOfDate))).cbor
    #expect(cbor[265]?.string == "tag:ietf.org,2026:rats/ear#04")
    #expect(cbor[6]?.integer == SampleEvidence.now)
    #expect(cbor[4]?.integer == SampleEvidence.now + 3_600)
    #expect(cbor[1000]?.integer == 32)
    #expect(cbor[1004]?[0]?.string == "https://warifu.example")
    #expect(cbor[1004]?[1]?.string == "0.1.0")
    let tdx = try #require(cbor[266]?["tdx"])
    #expect(tdx[1000]?.integer == 32)
    #expect(
      tdx[1001]
        == .map([.init(.int(1), .int(2)), .init(.int(2), .int(3)), .init(.int(4), .int(32)), .init(.int(5), .int(2))]))
    #expect(tdx[1003]?.items?.first?.string == AppraisalPolicy().id)
    #expect(tdx[10] == nil)
  }

  @Test("the four tiers have the numbers of AR4SI")
  func tiers() {
    #expect(TrustTier.allCases.map(\.rawValue) == [0, 2, 32, 96])
    #expect(TrustTier.allCases.map(\.word) == ["none", "affirming", "warning", "contraindicated"])
    #expect(TrustworthinessVector.Aspect.allCases.map(\.rawValue) == Array(0...7))
    for (value, tier) in [
      (-128, .contraindicated), (-97, .contraindicated), (-96, .warning), (-33, .warning), (-32, .affirming),
      (-2, .affirming), (-1, .none), (1, .none), (2, .affirming), (31, .affirming), (32, .warning), (95, .warning),
      (96, .contraindicated),
      (127, .contraindicated),
    ] as [(Int8, TrustTier)] {
      #expect(TrustTier(claim: value) == tier)
    }
  }

  @Test("every check stands in it, with its outcome")
  func checks() throws {
    let result = SampleEvidence.appraise(SampleEvidence.snp(isDebug: true))
    guard
      case .list(let checks)? = Self.ear(result).document["submods"]?["snp"]?["ear_verifier_claims"]?["warifu_checks"]
    else {
      Issue.record("no checks")
      return
    }
    #expect(checks.count == result.checks.count)
    let debug = try #require(checks.first { $0["check"] == .text("evidence.debug") })
    #expect(debug["outcome"] == .text("failed"))
    #expect(debug["tier"] == .text("contraindicated"))
    #expect(checks.contains { $0["outcome"] == .text("not applicable") })
  }

  @Test("a nonce that EAT cannot carry is left out", arguments: [4, 256])
  func nonceLength(count: Int) {
    let evidence = SampleEvidence.nitro(nonce: [UInt8](repeating: 1, count: count))
    #expect(Self.ear(SampleEvidence.appraise(evidence)).submodules["nitro"]?.nonce == nil)
  }

  @Test("what is read back is what was written")
  func roundTrip() throws {
    for evidence in [SampleEvidence.nitro(nonce: Self.nonce), SampleEvidence.snp(), SampleEvidence.tdx(status: nil)] {
      let ear = Self.ear(SampleEvidence.appraise(evidence))
      let read = try EAR(cbor: try CBOR(decoding: ear.cbor.encoded))
      #expect(read.cbor.encoded == ear.cbor.encoded)
      #expect(read.status == ear.status)
      #expect(read.isSimulated == false)
    }
  }

  @Test("a simulated result says so, and one that does not say counts as simulated")
  func simulated() throws {
    let result = SampleEvidence.appraise(SampleEvidence.snp(isSimulated: true)) {
      $0.simulatedRoots = [SampleEvidence.root]
    }
    let ear = Self.ear(result)
    #expect(try EAR(cbor: ear.cbor).isSimulated)
    let silent = EARSubmodule(status: .affirming, vector: TrustworthinessVector(), policyIDs: [])
    #expect(silent.isSimulated == nil)
    #expect(EAR(issuedAt: 1, expiresAt: nil, verifier: Self.verifier, submodules: ["x": silent]).isSimulated)
  }
}
