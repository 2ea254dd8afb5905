import Testing

@testable import Attestation

@Suite("SEV-SNP reports")
struct SNPReportTests {
  private func refusal(_ version: UInt32 = 3, _ change: (inout SNPReportDraft) -> Void) -> EvidenceError? {
    var draft = SNPReportDraft(version: version)
    change(&draft)
    return self.refusal(of: draft.octets)
  }

  private func refusal(of octets: [UInt8]) -> EvidenceError? {
    do throws(EvidenceError) {
      _ = try SNPReport(octets)
      return nil
    } catch {
      return error
    }
  }

  @Test("every field stands where the format says")
  func fields() throws {
    var draft = SNPReportDraft(version: 5, line: .turin)
    draft.set(0x10, Array(repeating: 0x10, count: 16))
    draft.set(0x20, Array(repeating: 0x20, count: 16))
    draft.set(0x38, UInt64(0x0807_0605_0403_0201))
    draft.set(0x40, UInt64(0x25))
    draft.set(0x48, UInt32(0b111))
    draft.set(0xC0, Array(repeating: 0xC0, count: 32))
    draft.set(0xE0, Array(repeating: 0xE0, count: 48))
    draft.set(0x110, Array(repeating: 0x11, count: 48))
    draft.set(0x140, Array(repeating: 0x14, count: 32))
    draft.set(0x160, Array(repeating: 0x16, count: 32))
    draft.set(0x1E0, UInt64(0x1E))
    draft.set(0x1E8, [29, 55, 1] as [UInt8])
    draft.set(0x1EC, [28, 54, 2] as [UInt8])
    draft.set(0x1F0, UInt64(0x1F))
    draft.set(0x1F8, UInt64(0x3F))
    draft.set(0x200, UInt64(0x7F))
    let report = try SNPReport(draft.octets)
    #expect(report.version == 5 && report.guestSVN == 7 && report.policy.bits == 0x3_001F && report.vmpl == 1)
    #expect(report.familyID == Array(repeating: 0x10, count: 16) && report.imageID == Array(repeating: 0x20, count: 16))
    #expect(report.currentTCB.description == "0102030405060708" && report.platformInfo == 0x25)
    #expect(report.keyInfo.hasAuthorKey && report.keyInfo.isChipMasked && report.keyInfo.signingKey == .vlek)
    #expect(report.reportData == Array(0..<64) && report.measurement == Array(repeating: 0xA5, count: 48))
    #expect(report.hostData == Array(repeating: 0xC0, count: 32))
    #expect(report.idKeyDigest == Array(repeating: 0xE0, count: 48))
    #expect(report.authorKeyDigest == Array(repeating: 0x11, count: 48))
    #expect(
      report.reportID == Array(repeating: 0x14, count: 32) && report.reportIDMA == Array(repeating: 0x16, count: 32))
    #expect(report.reportedTCB == SNPReportDraft.tcb(.turin))
    #expect(report.processor?.family == 0x1A && report.processor?.model == 2 && report.processor?.stepping == 1)
    #expect(report.chipID == Array(repeating: 0x11, count: 8) + Array(repeating: 0, count: 56))
    #expect(report.committedTCB.bits == 0x1E && report.launchTCB.bits == 0x1F)
    #expect(report.currentVersion.description == "1.55.29" && report.committedVersion.description == "2.54.28")
    #expect(report.launchMitigations == 0x3F && report.currentMitigations == 0x7F)
    #expect(report.reservedPlaces.isEmpty)
  }

  @Test("version 2 names no processor, versions before 5 no mitigations; the octets there are reserved")
  func versions() throws {
    for version in [2, 3, 5] as [UInt32] {
      var draft = SNPReportDraft(version: version)
      draft.set(0x188, [0x19, 0x01, 0x01] as [UInt8])
      draft.set(0x1F8, UInt64(1))
      let report = try SNPReport(draft.octets)
      #expect((report.processor == nil) == (version == 2))
      #expect((report.launchMitigations == nil) == (version < 5))
      #expect(report.reservedPlaces == (version == 2 ? [0x188, 0x1F8] : version == 3 ? [0x1F8] : []))
    }
  }

  @Test("reserved octets are told and refuse nothing", arguments: [0x4C, 0x18B, 0x19F, 0x1EB, 0x1EF, 0x208, 0x29F])
  func reserved(offset: Int) throws {
    var draft = SNPReportDraft(version: 5)
    draft.set(offset, [1] as [UInt8])
    #expect(try SNPReport(draft.octets).reservedPlaces.count == 1)
  }

  @Test("a report has 1,184 octets, no fewer and no more")
  func length() {
    let octets = SNPReportDraft().octets
    for wrong in [[], Array(octets.dropLast()), octets + [0], octets + octets] {
      #expect(self.refusal(of: wrong) == .malformed("snp.length", ""))
    }
  }

  @Test("versions 2, 3 and 5 are known", arguments: [0, 1, 4, 6, 99, 0x0300_0000] as [UInt32])
  func unknownVersion(version: UInt32) {
    #expect(self.refusal { $0.set(0, version) } == EvidenceError(.unsupportedVersion, "snp.version", ""))
  }

  @Test("ECDSA P-384 with SHA-384 is the only algorithm", arguments: [0, 2, 0x100] as [UInt32])
  func algorithm(number: UInt32) {
    #expect(self.refusal { $0.set(0x34, number) } == EvidenceError(.unsupportedAlgorithm, "snp.algorithm", ""))
  }

  @Test("bit 17 of the guest policy is one, bits 26 to 63 are zero")
  func policy() {
    #expect(self.refusal { $0.set(0x08, UInt64(0x1_001F)) } == .malformed("snp.policy-one", ""))
    for bit in [26, 31, 32, 63] {
      #expect(self.refusal { $0.set(0x08, UInt64(0x2_0000) | 1 << bit) } == .malformed("snp.policy-reserved", ""))
    }
    #expect(self.refusal { $0.set(0x08, UInt64(0x3FF_FFFF)) } == nil)
  }

  @Test("each bit of the guest policy is its own")
  func policyBits() throws {
    let one: UInt64 = 1 << 17
    #expect(try SNPGuestPolicy(one | 0x0137).abiMajor == 1 && SNPGuestPolicy(one | 0x0137).abiMinor == 0x37)
    let bits: [(Int, KeyPath<SNPGuestPolicy, Bool>)] = [
      (16, \.allowsSMT), (18, \.allowsMigrationAgent), (19, \.allowsDebugging), (20, \.requiresSingleSocket),
      (21, \.allowsCXL), (22, \.requiresAES256XTS), (23, \.requiresNoRAPL), (24, \.requiresCiphertextHiding),
      (25, \.forbidsPageSwap),
    ]
    for (bit, path) in bits {
      #expect(try SNPGuestPolicy(one | 1 << bit)[keyPath: path])
      #expect(try !SNPGuestPolicy(0x3FF_FFFF & ~(1 << UInt64(bit)))[keyPath: path])
    }
  }

  @Test("a report that the host asked for is refused, and a privilege level that does not exist")
  func vmpl() {
    #expect(self.refusal { $0.set(0x30, UInt32.max) } == .malformed("snp.vmpl-host", ""))
    #expect(self.refusal { $0.set(0x30, UInt32(4)) } == .malformed("snp.vmpl", ""))
    #expect(self.refusal { $0.set(0x30, UInt32(3)) } == nil)
  }

  @Test("a report that no known key signed is refused", arguments: 2...7 as ClosedRange<UInt32>)
  func signingKey(number: UInt32) {
    #expect(self.refusal { $0.set(0x48, number << 2) } == .malformed("snp.signing-key", ""))
  }

  @Test("reserved bits of the key information are told")
  func keyInfo() throws {
    var draft = SNPReportDraft()
    draft.set(0x48, UInt32(1 << 5))
    #expect(try SNPReport(draft.octets).reservedPlaces == [0x48])
  }

  @Test("what follows the 48 octets of each number of the signature is zero", arguments: [48, 71, 72 + 48, 72 + 71])
  func padding(offset: Int) {
    #expect(self.refusal { $0.set(0x2A0 + offset, [1] as [UInt8]) } == .malformed("snp.signature-padding", ""))
  }

  @Test("what follows the signature is zero", arguments: [144, 300, 511])
  func rest(offset: Int) {
    #expect(self.refusal { $0.set(0x2A0 + offset, [1] as [UInt8]) } == .malformed("snp.signature-rest", ""))
  }

  @Test("the signature's numbers are turned to big-endian")
  func signature() throws {
    var draft = SNPReportDraft()
    draft.set(0x2A0, (1...48).map { $0 })
    draft.set(0x2A0 + 72, (101...148).map { $0 })
    #expect(try SNPReport(draft.octets).signature.raw == Array((1...48).reversed()) + Array((101...148).reversed()))
  }

  @Test("processors are of their line by family and model")
  func processors() {
    #expect(SNPProductLine(family: 0x19, model: 0x01) == .milan && SNPProductLine(family: 0x19, model: 0x0F) == .milan)
    #expect(SNPProductLine(family: 0x19, model: 0x11) == .genoa && SNPProductLine(family: 0x19, model: 0xA0) == .genoa)
    #expect(SNPProductLine(family: 0x1A, model: 0x02) == .turin && SNPProductLine(family: 0x1A, model: 0x11) == .turin)
    #expect(SNPProductLine(family: 0x17, model: 0x31) == nil && SNPProductLine(family: 0x19, model: 0x20) == nil)
    #expect(SNPProductLine(family: 0x1A, model: 0x50) == nil)
  }

  @Test("version numbers are named by the line that they are of")
  func components() {
    #expect(
      SNPReportDraft.tcb(.genoa).components(of: .genoa) == ["bootloader": 1, "tee": 2, "snp": 3, "microcode": 4])
    #expect(
      SNPReportDraft.tcb(.turin).components(of: .turin)
        == ["fmc": 5, "bootloader": 1, "tee": 2, "snp": 3, "microcode": 4])
  }
}
