import TLSKeys
import Testing

@testable import Attestation

@Suite("A policy as a document")
struct AppraisalPolicyTests {
  static func policy(_ text: String) throws -> AppraisalPolicy {
    try AppraisalPolicy(document: try DocumentValueTests.json(text))
  }

  static let pin = KeyDigest(spkiDER: [1]).base64URL
  static let everything = """
    {"schema": 1, "name": "production", "debug": true, "freshness": 60,
     "simulatedRoots": ["\(String(repeating: "ab", count: 32))"], "referenceSigners": ["\(pin)"],
     "nitro": {"required": ["PCR8"], "owner": {"pcr3": "0a", "PCR8": ["0b", "0c"]}},
     "snp": {"minimumTCB": {"Milan": {"bootloader": 4, "snp": 24}, "Turin": {"fmc": 1}}, "highestVMPL": 0, "cspIDs": ["AWS"],
             "owner": {"id_key_digest": "0d", "author_key_digest": "0e"}},
     "tdx": {"statuses": ["UpToDate", "SWHardeningNeeded"], "warnedStatuses": ["OutOfDate"], "advisories": ["INTEL-SA-00828"],
             "required": "rtmr3", "owner": {"mrowner": "0f"}}}
    """

  @Test("says all that it can")
  func everything() throws {
    let policy = try Self.policy(Self.everything)
    #expect(policy.name == "production" && policy.allowsDebug)
    #expect(policy.freshness == Freshness(maximumAge: 60, maximumAhead: 5))
    #expect(policy.simulatedRoots == [[UInt8](repeating: 0xAB, count: 32)])
    #expect(policy.referenceSigners.map(\.base64URL) == [Self.pin])
    #expect(policy.nitro.demands.required == ["pcr8"])
    #expect(policy.nitro.demands.owner == ["pcr3": [[0x0A]], "pcr8": [[0x0B], [0x0C]]])
    #expect(policy.snp.minimumTCB == ["Milan": ["bootloader": 4, "snp": 24], "Turin": ["fmc": 1]])
    #expect(policy.snp.highestVMPL == 0 && policy.snp.cspIDs == ["AWS"])
    #expect(policy.snp.demands.owner == ["id_key_digest": [[0x0D]], "author_key_digest": [[0x0E]]])
    #expect(policy.tdx.allowedStatuses == [.upToDate, .swHardeningNeeded])
    #expect(policy.tdx.warnedStatuses == [.outOfDate])
    #expect(policy.tdx.allowedAdvisories == ["INTEL-SA-00828"])
    #expect(policy.tdx.demands.required == ["rtmr3"] && policy.tdx.demands.owner == ["mrowner": [[0x0F]]])
  }

  @Test("is written so that it is read as the same policy")
  func roundTrip() throws {
    let policy = try Self.policy(Self.everything)
    #expect(try AppraisalPolicy(document: policy.document) == policy)
    #expect(try AppraisalPolicy(document: AppraisalPolicy().document) == AppraisalPolicy())
  }

  @Test("means what the default does where it is silent")
  func defaults() throws {
    var expected = AppraisalPolicy()
    expected.name = "empty"
    #expect(try Self.policy(#"{"schema": 1, "name": "empty"}"#) == expected)
    #expect(try Self.policy(#"{"schema": "1", "name": "empty", "debug": "false", "freshness": "300"}"#) == expected)
  }

  @Test("that names allowed statuses refuses the others, unless it says which give a warning")
  func statuses() throws {
    let strict = try Self.policy(#"{"schema": 1, "name": "x", "tdx": {"statuses": ["UpToDate"]}}"#)
    #expect(strict.tdx.warnedStatuses.isEmpty)
    let lax = try Self.policy(#"{"schema": 1, "name": "x", "tdx": {"warnedStatuses": ["OutOfDate"]}}"#)
    #expect(lax.tdx.allowedStatuses == [.upToDate] && lax.tdx.warnedStatuses == [.outOfDate])
  }

  @Test(
    "cannot allow what was revoked, name zero as an owner, or say nothing where it should",
    arguments: [
      #""tdx": {"statuses": ["Revoked"]}"#, #""tdx": {"warnedStatuses": ["Revoked"]}"#,
      #""tdx": {"statuses": ["uptodate"]}"#,
      #""tdx": {"owner": {"mrowner": "0000"}}"#, #""tdx": {"owner": {"mrowner": []}}"#,
      #""nitro": {"owner": {"pcr3": "0a", "PCR3": "0a"}}"#,
      #""snp": {"minimumTCB": {}}"#, #""snp": {"minimumTCB": {"Milan": {}}}"#,
      #""snp": {"minimumTCB": {"Rome": {"snp": 1}}}"#,
      #""snp": {"highestVMPL": 4}"#, #""simulatedRoots": "00""#, #""referenceSigners": "abc""#, #""other": 1"#,
      #""nitro": {"required": [true]}"#, #""nitro": null"#,
    ])
  func refused(field: String) {
    #expect(throws: DocumentError.self) { try Self.policy("{\"schema\": 1, \"name\": \"x\", \(field)}") }
  }

  @Test("has an identifier of its own, which changes with all that it says")
  func identifier() throws {
    let policy = try Self.policy(Self.everything)
    #expect(policy.id.hasPrefix("production@"))
    #expect(policy.id == (try Self.policy(Self.everything)).id)
    var other = policy
    other.snp.highestVMPL = 1
    #expect(other.id != policy.id)
    #expect(SampleEvidence.appraise(SampleEvidence.snp()).policyID == AppraisalPolicy().id)
  }
}
