import Testing

@testable import Attestation

@Suite("Intel's judgement of a TDX platform")
struct TDXJudgeTests {
  /// What is asked, and what comes out; `NoLevel` where Intel lists none so low.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let status: String
    let change: @Sendable (inout TDXWorld) -> Void
    var testDescription: String { self.name }

    init(_ name: String, _ status: String, _ change: @escaping @Sendable (inout TDXWorld) -> Void) {
      self.name = name
      self.status = status
      self.change = change
    }
  }

  @Test(
    "the first level whose versions are all met counts, and the worst of platform, module and quoting enclave",
    arguments: [
      Case("all met", "UpToDate") { _ in },
      Case("one SGX component lower", "ConfigurationNeeded") { $0.platform.components[15] = 4 },
      Case("a TDX component lower", "ConfigurationNeeded") { $0.quote.teeTCBSVN[2] = 3 },
      Case("two levels lower", "OutOfDate") { $0.quote.teeTCBSVN[2] = 2 },
      Case("below every level", "NoLevel") { $0.quote.teeTCBSVN[2] = 1 },
      Case("an SGX component below every level", "NoLevel") { $0.platform.components[0] = 2 },
      Case("PCE below every level", "NoLevel") { $0.platform.pceSVN = 12 },
      Case("the last TDX component counts", "NoLevel") {
        $0.tcbInfo = $0.tcbInfo.replacing(#"{"svn":0,"category":"BIOS"}]},"#, with: #"{"svn":1,"category":"BIOS"}]},"#)
      },
      Case("module out of date", "OutOfDate") { $0.quote.teeTCBSVN[0] = 5 },
      Case("module out of date on a platform to be configured", "OutOfDateConfigurationNeeded") {
        $0.quote.teeTCBSVN[0] = 4
        $0.quote.teeTCBSVN[2] = 3
      },
      Case("module below every level", "NoLevel") { $0.quote.teeTCBSVN[0] = 3 },
      Case("quoting enclave out of date", "OutOfDate") { $0.quote.qeVersion = 3 },
      Case("quoting enclave below every level", "Revoked") { $0.quote.qeVersion = 1 },
      Case("quoting enclave newer than any level", "UpToDate") { $0.quote.qeVersion = 9 },
      Case("a module of the first series is judged by the platform's levels", "UpToDate") {
        $0.quote.teeTCBSVN[0] = 5
        $0.quote.teeTCBSVN[1] = 0
      },
      Case("and its first component counts there", "OutOfDate") {
        $0.quote.teeTCBSVN[0] = 4
        $0.quote.teeTCBSVN[1] = 0
      },
      Case("revoked by Intel", "Revoked") {
        $0.tcbInfo = $0.tcbInfo.replacingOne(
          #"]},"tcbDate":"2024-11-13T00:00:00Z","tcbStatus":"UpToDate""#,
          #"]},"tcbDate":"2024-11-13T00:00:00Z","tcbStatus":"Revoked""#)
      },
    ])
  func status(_ one: Case) throws {
    var world = TDXWorld()
    one.change(&world)
    let evidence = try world.verify()
    #expect(evidence.tcb.text == one.status && evidence.tcb.status == TCBStatus(rawValue: one.status))
    #expect(evidence.findings.isEmpty == (one.status != "NoLevel"))
  }

  @Test("the advisories of all levels that count are told, each once")
  func advisories() throws {
    var world = TDXWorld()
    world.quote.teeTCBSVN[0] = 4
    world.quote.teeTCBSVN[2] = 2
    #expect(try world.verify().tcb.advisories == ["INTEL-SA-01036", "INTEL-SA-01111"])
  }

  @Test("only what the mask covers is compared")
  func masks() throws {
    var world = TDXWorld()
    world.quote.qeAttributes[0] |= 4
    world.quote.qeAttributes[15] = 0xFF
    world.tcbInfo = world.tcbInfo.replacing("FFFFFFFFFFFFFFFF", with: "FFFFFFFFFFFFFF7F")
    world.quote.seamAttributes[7] = 0x80
    #expect(try world.verify().tcb.status == .upToDate)
  }
}
