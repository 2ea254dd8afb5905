import Attestation
import Testing

@testable import Attesters

@Suite("TEEs that are played, from the one who asks to the one who verifies")
struct SimulatedTEETests {
  private static let binding = [UInt8](1...48)

  /// What was asked of a TEE, verified with its root trusted or not.
  private static func verified(_ format: EvidenceFormat, isTrusted: Bool = true) async throws -> VerifiedEvidence {
    let tee = try SimulatedTEE(format, measurement: Simulated.measurement, now: { Simulated.now })
    let made = try await tee.attester.evidence(binding: Self.binding, nonce: [7, 7])
    #expect(made.format == format && tee.attester.format == format)
    let roots = TrustedRoots(simulated: isTrusted ? [tee.rootDigest] : [])
    switch format {
    case .nitro: return try NitroVerifier(roots: roots).verify(made.octets, now: Simulated.now)
    case .snp:
      return try SNPVerifier(roots: roots).verify(
        made.octets, endorsements: try SNPCertificateTable(made.certificateTable).endorsements(), now: Simulated.now)
    case .tdx:
      let collateral = try TDXCollateral([Array(try #require(made.collateral).utf8)])
      return try TDXVerifier(roots: roots).verify(made.octets, collateral: collateral, now: Simulated.now)
    }
  }

  @Test(
    "evidence carries the binding and the measurement, and says that it is simulated",
    arguments: EvidenceFormat.allCases)
  func trusted(format: EvidenceFormat) async throws {
    let evidence = try await Self.verified(format)
    #expect(evidence.isSimulated && !evidence.isDebug)
    #expect(evidence.boundData.starts(with: Self.binding))
    #expect(evidence.boundData.dropFirst(48).allSatisfy { $0 == 0 })
    #expect(evidence.nonce == (format == .nitro ? [7, 7] : []))
    #expect(evidence.measurements.first?.value == Simulated.measurement)
  }

  @Test("reference values may name all that it says, and no warning is given", arguments: EvidenceFormat.allCases)
  func names(format: EvidenceFormat) async throws {
    let evidence = try await Self.verified(format)
    let all = (evidence.measurements + evidence.claims).map { ($0.name, ReferenceValues.Allowed.oneOf([$0.value])) }
    let values = ReferenceValues(name: "all", values: [format: Dictionary(uniqueKeysWithValues: all)])
    #expect(values.warnings == [] && all.count > 10)
  }

  @Test("a simulated root that no policy names is not trusted", arguments: EvidenceFormat.allCases)
  func untrusted(format: EvidenceFormat) async throws {
    let error = await #expect(throws: EvidenceError.self) { try await Self.verified(format, isTrusted: false) }
    #expect(error?.kind == .untrustedRoot)
  }
}
