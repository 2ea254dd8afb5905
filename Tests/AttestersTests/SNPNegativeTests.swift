import Attestation
import Testing

@testable import Attesters

@Suite("Simulated SEV-SNP reports, verified")
struct SNPNegativeTests {
  @Test("what is right is verified", arguments: SimulatedProduct.allCases, VEKKind.allCases)
  func positive(product: SimulatedProduct, kind: VEKKind) throws {
    let evidence = try SNPNegative(
      .malformed, "", "", product, kind, given: { $0.list = try $1.revocationList(now: Simulated.now) }
    ).verified().get()
    #expect(evidence.isSimulated && !evidence.isDebug)
    #expect(evidence.boundData == [UInt8](1...64))
    #expect(evidence.measurements == [VerifiedEvidence.Measurement("measurement", Simulated.measurement)])
    let tcb = SimulatedTCB()
    #expect(evidence.tcb.components["microcode"] == UInt64(tcb.microcode))
    #expect(evidence.tcb.components["snp"] == UInt64(tcb.snp))
    #expect(evidence.tcb.components["fmc"] == (product == .turin ? UInt64(tcb.fmc) : nil))
    let cloud = evidence.claims.first { $0.name == "csp_id" }?.value
    #expect(cloud == (kind == .vlek ? Array("CN=simulated.cloud".utf8) : nil))
  }

  @Test(
    "every version is verified, and without a processor the key's product stands", arguments: [2, 3, 5] as [UInt32])
  func versions(version: UInt32) throws {
    #expect(try SNPNegative(.malformed, "", "", report: { $0.version = version }).verified().get().isSimulated)
  }

  @Test("a VLEK says nothing about the chip, masked or not")
  func maskedVLEK() throws {
    for chip in [[UInt8](repeating: 0, count: 64), Simulated.chipID] {
      let evidence = try SNPNegative(
        .malformed, "", "", .milan, .vlek,
        report: {
          $0.keyInfo |= 2
          $0.chipID = chip
        }
      ).verified().get()
      #expect(evidence.isSimulated)
    }
  }

  @Test("policy bit 19 is a guest that can be debugged")
  func debug() throws {
    #expect(try SNPNegative(.malformed, "", "", report: { $0.policy |= 1 << 19 }).verified().get().isDebug)
  }

  @Test(
    "one thing wrong is found by its own check",
    arguments: SNPNegative.structure + SNPNegative.signature + SNPNegative.belonging)
  func report(negative: SNPNegative) throws { try self.expect(negative) }

  @Test(
    "one thing wrong is found by its own check",
    arguments: SNPNegative.extensions + SNPNegative.chain + SNPNegative.endorsements)
  func trust(negative: SNPNegative) throws { try self.expect(negative) }

  private func expect(_ negative: SNPNegative) throws {
    switch try negative.verified() {
    case .success: Issue.record("verified: \(negative.what)")
    case .failure(let error):
      #expect(error == EvidenceError(negative.kind, negative.check, ""), "\(error.check): \(error)")
    }
  }

  // MARK: The host's table

  static let tableChecks = [
    "auxblob.range", "auxblob.overlap", "auxblob.duplicate", "auxblob.end", "auxblob.entries", "auxblob.size",
  ]

  private static func table(
    _ change: (inout CertificateTablePlan) -> Void = { _ in }
  ) throws -> Result<VerifiedEvidence, EvidenceError> {
    let authority = try SimulatedSNPAuthority(.milan, keys: try Simulated.snpKeys.get(), now: Simulated.now)
    let signer = try authority.signer(chipID: Simulated.chipID, tcb: SimulatedTCB(), now: Simulated.now)
    let report = try SNPReportPlan(signer: signer, reportData: [], measurement: Simulated.measurement)
      .octets(signedBy: signer.key)
    var plan = CertificateTablePlan(signer: signer, authority: authority)
    change(&plan)
    let table = plan.octets
    return Result { () throws(EvidenceError) in
      try SNPVerifier(roots: TrustedRoots(simulated: [authority.rootDigest]))
        .verify(report, endorsements: try SNPCertificateTable(table).endorsements(), now: Simulated.now)
    }
  }

  @Test("the host's table is enough to verify a report; one thing wrong in it is found by its own check")
  func hostTable() throws {
    #expect(try Self.table().get().isSimulated)
    func check(_ change: (inout CertificateTablePlan) -> Void) throws -> String {
      switch try Self.table(change) {
      case .success: "verified"
      case .failure(let error): error.check
      }
    }
    #expect(try check { $0.entries[2].length = .max } == "auxblob.range")
    #expect(try check { $0.entries[0].offset = 0 } == "auxblob.range")
    #expect(try check { $0.entries[1].offset = UInt32(4 * 24) } == "auxblob.overlap")
    #expect(try check { $0.entries[1].guid = CertificateTablePlan.ark } == "auxblob.duplicate")
    #expect(
      try check {
        $0.entries = []
        $0.isTerminated = false
      } == "snp.vek-missing")
    #expect(
      try check {
        $0.isTerminated = false
        $0.entries = [.init(guid: CertificateTablePlan.ark, [])]
      } == "auxblob.end")
    #expect(
      try check { plan in
        plan.entries = (0..<65).map { .init(guid: [UInt8](repeating: 0xEE, count: 15) + [$0], []) }
      } == "auxblob.entries")
    #expect(
      try check {
        $0.entries.append(.init(guid: [UInt8](repeating: 0xEE, count: 16), [UInt8](repeating: 0, count: 1 << 20)))
      }
        == "auxblob.size")
    #expect(try check { $0.entries.remove(at: 1) } == "snp.ask-missing")
  }
}
