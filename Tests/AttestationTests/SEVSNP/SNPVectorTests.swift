import TLSKeys
import Testing

@testable import Attestation

@Suite("Real SEV-SNP reports", .enabled(if: EvidenceVectors.folder != nil, EvidenceVectors.unset))
struct SNPVectorTests {
  private let verifier = SNPVerifier(roots: TrustedRoots())

  @Test("there are real reports, and corruptions of them")
  func given() {
    #expect(!SNPVectors.positives.isEmpty && !SNPVectors.negatives.isEmpty)
  }

  @Test("a real report is verified up to AMD's root and says what it is known to say", arguments: SNPVectors.positives)
  func positive(vector: SNPVectors.Positive) throws {
    try #require(vector.expect == "accept")
    let octets = try EvidenceVectors.octets(vector.report)
    let report = try SNPReport(octets)
    let evidence = try self.verifier.verify(octets, endorsements: try vector.endorsements(), now: vector.now)
    #expect(report.version == vector.version && report.keyInfo.signingKey.rawValue == vector.vekKind)
    #expect("0x" + String(report.policy.bits, radix: 16) == vector.policy && report.vmpl == vector.vmpl)
    #expect(Hexadecimal.text(report.chipID) == vector.chipId && report.reservedPlaces.isEmpty)
    #expect(evidence.measurements.map { Hexadecimal.text($0.value) } == [vector.measurement])
    #expect(Hexadecimal.text(evidence.boundData) == vector.reportData && evidence.tcb.text == vector.reportedTcb)
    #expect(
      evidence.isDebug == report.policy.allowsDebugging && !evidence.isSimulated && evidence.notAfter >= vector.now)
  }

  @Test("a corrupted report fails by the class that it is known for", arguments: SNPVectors.negatives)
  func negative(vector: EvidenceVectors.Negative) throws {
    let source = try #require(SNPVectors.positives.first { $0.report == vector.source })
    let octets = try EvidenceVectors.octets("negative/" + vector.file)
    do throws(EvidenceError) {
      _ = try self.verifier.verify(octets, endorsements: try self.endorsements(source), now: source.now)
      Issue.record("\(vector.file) was accepted")
    } catch {
      #expect(vector.expect.hasPrefix(error.kind.rawValue), "\(error)")
    }
  }

  private func endorsements(_ vector: SNPVectors.Positive) throws(EvidenceError) -> SNPEndorsements {
    do {
      return try vector.endorsements()
    } catch {
      throw EvidenceError(.collateralMissing, "test", "\(error)")
    }
  }

  @Test("each report is refused with the endorsements of every other", arguments: SNPVectors.positives)
  func crossed(vector: SNPVectors.Positive) throws {
    let octets = try EvidenceVectors.octets(vector.report)
    for other in SNPVectors.positives where other.vek != vector.vek {
      let now = max(vector.now, other.now)
      #expect(throws: EvidenceError.self, "\(other.vek)") {
        try self.verifier.verify(octets, endorsements: try other.endorsements(), now: now)
      }
    }
  }

  @Test("all endorsements together verify every report", arguments: SNPVectors.positives)
  func pooled(vector: SNPVectors.Positive) throws {
    let all = try SNPVectors.positives.map { try $0.endorsements() }
    let certificates = all.flatMap { $0.arks + $0.asks + $0.veks.map(\.certificate) }
    let endorsements = try SNPEndorsements(certificates: certificates)
    _ = try self.verifier.verify(try EvidenceVectors.octets(vector.report), endorsements: endorsements, now: vector.now)
  }

  @Test("with one octet of a pin changed the line's reports are refused", arguments: SNPVectors.positives)
  func pins(vector: SNPVectors.Positive) throws {
    for place in 0..<32 {
      var pins = TrustedRoots.amdKeys
      pins[vector.product]?[place] ^= 0x80
      let verifier = SNPVerifier(roots: TrustedRoots(nitro: [], amd: pins, intel: []))
      #expect(throws: EvidenceError(.untrustedRoot, "snp.root", "")) {
        try verifier.verify(
          try EvidenceVectors.octets(vector.report), endorsements: try vector.endorsements(), now: vector.now)
      }
    }
  }

  @Test("before and after the life of its key a report is refused", arguments: SNPVectors.positives)
  func times(vector: SNPVectors.Positive) throws {
    let octets = try EvidenceVectors.octets(vector.report)
    let vek = try #require(try vector.endorsements().veks.first?.certificate)
    for now in [vek.notBefore - 1, vek.notAfter + 1] {
      #expect(throws: EvidenceError(.expired, "x509.leaf-validity", "")) {
        try self.verifier.verify(octets, endorsements: try vector.endorsements(), now: now)
      }
    }
  }
}
