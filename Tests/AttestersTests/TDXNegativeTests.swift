import Attestation
import Testing

@testable import Attesters

@Suite("Simulated TDX quotes, verified")
struct TDXNegativeTests {
  @Test(
    "what is right is verified, in both versions and both shapes of collateral", arguments: [4, 5] as [UInt16],
    [false, true])
  func positive(version: UInt16, asOneText: Bool) throws {
    let evidence = try TDXNegative(.malformed, "", "", parts: { $0.quote.version = version }, asOneText: asOneText)
      .verified().get()
    #expect(evidence.isSimulated && !evidence.isDebug)
    #expect(evidence.tcb.status == .upToDate)
    #expect(evidence.boundData == [UInt8](1...64))
    #expect(evidence.measurements.first == VerifiedEvidence.Measurement("mrtd", Simulated.measurement))
    #expect(evidence.measurements.last == VerifiedEvidence.Measurement("rtmr3", [UInt8](repeating: 3, count: 48)))
  }

  @Test("a body of TDX 1.0 in version 5, zeros after the quote, and an FMSPC in small letters are right")
  func variants() throws {
    let first = TDXNegative(
      .malformed, "", "",
      parts: {
        $0.quote.version = 5
        $0.quote.bodyType = 2
        $0.quote.trailing = [0, 0, 0]
        $0.collateral.tcbInfo.fmspc = "50806f000000"
      })
    #expect(try first.verified().get().findings.isEmpty)
    let rest = try TDXNegative(.malformed, "", "", parts: { $0.quote.trailing = [0, 1] }).verified().get()
    #expect(rest.findings.count == 1)
  }

  @Test("each bit of the first octet of TDATTRIBUTES is a TD under debug", arguments: 0..<8)
  func debug(bit: Int) throws {
    #expect(
      try TDXNegative(.malformed, "", "", parts: { $0.quote.body.tdAttributes |= 1 << bit }).verified().get().isDebug)
  }

  @Test(
    "one thing wrong is found by its own check",
    arguments: TDXNegative.structure + TDXNegative.signatures + TDXNegative.identities)
  func quote(negative: TDXNegative) throws { try self.expect(negative) }

  @Test("one thing wrong is found by its own check", arguments: TDXNegative.pck + TDXNegative.collateral)
  func trust(negative: TDXNegative) throws { try self.expect(negative) }

  @Test("one thing wrong is found by its own check", arguments: TDXNegative.lists + TDXNegative.texts)
  func texts(negative: TDXNegative) throws { try self.expect(negative) }

  private func expect(_ negative: TDXNegative) throws {
    switch try negative.verified() {
    case .success: Issue.record("verified: \(negative.what)")
    case .failure(let error):
      #expect(error == EvidenceError(negative.kind, negative.check, ""), "\(error.check): \(error)")
    }
  }

  // MARK: What Intel says of a level

  private static func status(
    _ change: @escaping @Sendable (inout TDXNegative.Parts) -> Void,
    pck: @escaping @Sendable (inout CertificatePlan, inout PCKExtensionPlan) -> Void = { _, _ in }
  ) throws -> TCBClaims {
    try TDXNegative(.malformed, "", "", pck: pck, parts: { change(&$0) }).verified().get().tcb
  }

  @Test("an older platform, module or quoting enclave is at an older level, with its advisories")
  func older() throws {
    let platform = try Self.status({ _ in }, pck: { $1.pceSVN = 12 })
    #expect(platform.status == .outOfDate && platform.advisories == ["SIM-SA-00001", "SIM-SA-00002"])
    let component = try Self.status({ _ in }, pck: { $1.components?[4] = 3 })
    #expect(component.status == .outOfDate)
    let late = try Self.status { $0.collateral.tcbInfo.levels[0].tdxComponents[2] = 3 }
    #expect(late.status == .outOfDate)
    let module = try Self.status { $0.quote.body.teeTCBSVN[0] = 4 }
    #expect(module.status == .outOfDate && module.advisories == ["SIM-SA-00003"])
    let enclave = try Self.status { $0.quote.qeReport.isvSVN = 5 }
    #expect(enclave.status == .outOfDate && enclave.advisories == ["SIM-SA-00004"])
  }

  @Test("below all levels a quoting enclave is revoked, a platform or a module has no level")
  func none() throws {
    #expect(try Self.status { $0.quote.qeReport.isvSVN = 3 }.status == .revoked)
    #expect(try Self.status({ _ in }, pck: { $1.pceSVN = 10 }).status == nil)
    #expect(try Self.status { $0.quote.body.teeTCBSVN[0] = 2 }.status == nil)
  }

  @Test("a module of the first series is judged by the platform's first two components, a later one is not")
  func firstSeries() throws {
    @Sendable func parts(_ parts: inout TDXNegative.Parts) {
      parts.quote.body.teeTCBSVN = [4, 0, 2] + [UInt8](repeating: 0, count: 13)
    }
    #expect(try Self.status(parts).status == nil)
    #expect(
      try Self.status {
        parts(&$0)
        $0.collateral.tcbInfo.levels[1].tdxComponents[0] = 4
      }.status == .outOfDate)
    #expect(try Self.status { $0.collateral.tcbInfo.levels[0].tdxComponents[0] = 200 }.status == .upToDate)
  }

  @Test("the worst of platform, module and quoting enclave counts; to be configured and out of date is worse than both")
  func merged() throws {
    func merged(_ platform: String, _ module: String, _ enclave: String = "UpToDate") throws -> TCBStatus? {
      try Self.status {
        $0.collateral.tcbInfo.levels[0].status = platform
        $0.collateral.tcbInfo.modules[0].levels[0].status = module
        $0.collateral.qeIdentity.levels[0].status = enclave
      }.status
    }
    #expect(try merged("SWHardeningNeeded", "UpToDate") == .swHardeningNeeded)
    #expect(try merged("ConfigurationNeeded", "UpToDate") == .configurationNeeded)
    #expect(try merged("ConfigurationNeeded", "OutOfDate") == .outOfDateConfigurationNeeded)
    #expect(try merged("ConfigurationAndSWHardeningNeeded", "OutOfDate") == .outOfDateConfigurationNeeded)
    #expect(try merged("SWHardeningNeeded", "OutOfDate") == .outOfDate)
    #expect(try merged("UpToDate", "UpToDate", "OutOfDate") == .outOfDate)
    #expect(try merged("Revoked", "UpToDate") == .revoked)
    #expect(try merged("UpToDate", "Revoked", "OutOfDate") == .revoked)
  }
}
