import Testing

@testable import Attestation

@Suite("TCB Info and QE Identity")
struct TCBInfoTests {
  private func tcbInfo(_ text: String) throws -> TCBInfo {
    try TCBInfo(SignedText(octets: Array(text.utf8), signature: []))
  }

  private func qeIdentity(_ text: String) throws -> QEIdentity {
    try QEIdentity(SignedText(octets: Array(text.utf8), signature: []))
  }

  @Test("the fields of a TCB Info")
  func fields() throws {
    let info = try self.tcbInfo(TDXTexts.tcbInfo)
    #expect(info.issued == 1_790_000_000 && info.nextUpdate == 1_792_592_000 && info.evaluation == 18)
    #expect(info.fmspc == [0x90, 0xC0, 0x6F, 0, 0, 0] && info.pceID == [0, 0])
    #expect(info.modules.map(\.id) == ["TDX_01"] && info.modules.first?.levels.map(\.isvSVN) == [6, 4])
    #expect(info.levels.map(\.judgement.status) == [.upToDate, .configurationNeeded, .outOfDate])
    #expect(info.levels.last?.judgement.advisories == ["INTEL-SA-01111", "INTEL-SA-01036"])
    #expect(info.levels.first?.tdxComponents == [5, 0, 4] + [UInt8](repeating: 0, count: 13))
  }

  /// The check that fails once a text was replaced by another.
  struct Wrong: Sendable, CustomTestStringConvertible {
    let check: String
    let text: String
    let other: String
    let kind: EvidenceError.Kind
    var testDescription: String { "\(self.check): \(self.other)" }

    init(_ check: String, _ text: String, _ other: String, _ kind: EvidenceError.Kind = .malformed) {
      self.check = check
      self.text = text
      self.other = other
      self.kind = kind
    }
  }

  @Test(
    "a wrong field of a TCB Info is named",
    arguments: [
      Wrong("", #"{"id":"TDX","#, #"{"id":"TDX","id":"TDX","#), Wrong("", #"{"id":"TDX","#, #"["#),
      Wrong(".id", "\"TDX\"", "\"SGX\""), Wrong(".id", "\"TDX\"", "null"),
      Wrong(".version", #""version":3"#, #""version":2"#, .unsupportedVersion),
      Wrong(".version", #""version":3"#, #""version":"3""#), Wrong(".version", #""version":3,"#, ""),
      Wrong(".tcbType", #""tcbType":0"#, #""tcbType":1"#, .unsupportedVersion),
      Wrong(".issueDate", "2026-09-21T14:13:20Z", "2026-09-21"), Wrong(".nextUpdate", "2026-10-21T14:13:20Z", "never"),
      Wrong(".fmspc", "90c06f000000", "90c06f0000"), Wrong(".fmspc", "90c06f000000", "90c06f00000g"),
      Wrong(".pceId", #""pceId":"0000""#, #""pceId":0"#),
      Wrong(".tcbEvaluationDataNumber", #""tcbEvaluationDataNumber":18"#, #""tcbEvaluationDataNumber":-1"#),
      Wrong(".tdxModule", #""tdxModule":{"#, #""other":{"#),
      Wrong(".tdxModule.mrsigner", #"{"mrsigner":"00"#, #"{"mrsigner":""#),
      Wrong(".tdxModule.attributesMask", #""FFFFFFFFFFFFFFFF"},"#, #""FF"},"#),
      Wrong(".tdxModuleIdentities.id", #""id":"TDX_01""#, #""id":1"#),
      Wrong(".tdxModuleIdentities.tcbLevels.tcb.isvsvn", #""isvsvn":6"#, #""isvsvn":65536"#),
      Wrong(".tdxModuleIdentities.tcbLevels.tcbStatus", "UpToDate", "Uptodate"),
      Wrong(".tdxModuleIdentities.tcbLevels.advisoryIDs", #"["INTEL-SA-01036"]"#, "[1]"),
      Wrong(".tcbLevels", #""tcbLevels":[{"tcb":{"sgx"#, #""other":[{"tcb":{"sgx"#),
      Wrong(".tcbLevels.tcb.sgxtcbcomponents", #"[{"svn":5,"category":"BIOS"},"#, "["),
      Wrong(".tcbLevels.tcb.sgxtcbcomponents", #""sgxtcbcomponents":["#, #""sgxtcbcomponents":[{"svn":1},"#),
      Wrong(".tcbLevels.tcb.sgxtcbcomponents.svn", #"{"svn":5"#, #"{"svn":256"#),
      Wrong(".tcbLevels.tcb.tdxtcbcomponents", "tdxtcbcomponents", "others"),
      Wrong(".tcbLevels.tcb.pcesvn", #""pcesvn":13"#, #""pcesvn":70000"#),
      Wrong(".tcbLevels.tcb", #""tcb":{"sgx"#, #""t":{"sgx"#),
    ])
  func wrongTCBInfo(_ wrong: Wrong) throws {
    let text = TDXTexts.tcbInfo.replacingOne(wrong.text, wrong.other)
    try #require(text != TDXTexts.tcbInfo)
    #expect(throws: EvidenceError(wrong.kind, "tdx.tcb-info" + wrong.check, "")) { try self.tcbInfo(text) }
  }

  @Test(
    "a wrong field of a QE Identity is named",
    arguments: [
      Wrong("", "]}", "]"), Wrong(".id", "TD_QE", "QE"),
      Wrong(".version", #""version":2"#, #""version":3"#, .unsupportedVersion),
      Wrong(".issueDate", "2026-09-21T14:13:20Z", "2026-09-31T14:13:20Z"),
      Wrong(".nextUpdate", #""nextUpdate""#, #""next""#),
      Wrong(".tcbEvaluationDataNumber", #":18"#, #":"18""#), Wrong(".miscselect", "\"00000000\"", "\"0\""),
      Wrong(".miscselectMask", "FFFFFFFF", "FFFFFF"), Wrong(".attributes", "1100", "11"),
      Wrong(".attributesMask", "FBFF", "FB"), Wrong(".mrsigner", "DCDC", "DC"),
      Wrong(".isvprodid", #""isvprodid":2"#, #""isvprodid":-2"#),
      Wrong(".tcbLevels", #""tcbLevels":["#, #""tcbLevels":[],"x":["#),
      Wrong(".tcbLevels.tcb", #"{"tcb":{"isvsvn":4}"#, #"{"tcb":4"#),
    ])
  func wrongQEIdentity(_ wrong: Wrong) throws {
    let text = TDXTexts.qeIdentity.replacingOne(wrong.text, wrong.other)
    try #require(text != TDXTexts.qeIdentity)
    #expect(throws: EvidenceError(wrong.kind, "tdx.qe-identity" + wrong.check, "")) { try self.qeIdentity(text) }
  }

  @Test("the identity of a series of modules stands once")
  func twice() throws {
    let start = try #require(TDXTexts.tcbInfo.firstRange(of: #"{"id":"TDX_01""#)).lowerBound
    let end = try #require(TDXTexts.tcbInfo.firstRange(of: #"]}],"tcbLevels""#)).lowerBound
    let identity = TDXTexts.tcbInfo[start..<end] + "]}"
    let text = TDXTexts.tcbInfo.replacingOne(#""tdxModuleIdentities":["#, #""tdxModuleIdentities":[\#(identity),"#)
    #expect(throws: EvidenceError.malformed("tdx.tcb-info.tdxModuleIdentities", "")) { try self.tcbInfo(text) }
  }
}
