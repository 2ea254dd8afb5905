/// An AMD SEV-SNP attestation report (56860, ATTESTATION_REPORT) before it is signed. Every field can be made wrong.
package struct SNPReportPlan: Sendable {
  package var version: UInt32 = 3
  package var guestSVN: UInt32 = 0
  /// Bit 17 is always 1; SMT (16) is allowed; ABI 0.0.
  package var policy: UInt64 = 0x3_0000
  package var familyID = [UInt8](repeating: 0, count: 16)
  package var imageID = [UInt8](repeating: 0, count: 16)
  package var vmpl: UInt32 = 0
  package var signatureAlgorithm: UInt32 = 1
  package var currentTCB: [UInt8]
  package var platformInfo: UInt64 = 1
  package var keyInfo: UInt32
  package var reportData: [UInt8]
  package var measurement: [UInt8]
  package var hostData = [UInt8](repeating: 0, count: 32)
  package var idKeyDigest = [UInt8](repeating: 0, count: 48)
  package var authorKeyDigest = [UInt8](repeating: 0, count: 48)
  package var reportID = (0..<32).map { _ in UInt8.random(in: .min ... .max) }
  /// No migration agent.
  package var reportIDMA = [UInt8](repeating: 0xFF, count: 32)
  package var reportedTCB: [UInt8]
  /// Family, model, stepping; zero in version 2.
  package var cpuid: [UInt8]
  package var chipID: [UInt8]
  package var committedTCB: [UInt8]
  /// Build, minor, major.
  package var currentVersion: [UInt8] = [21, 55, 1]
  package var committedVersion: [UInt8] = [21, 55, 1]
  package var launchTCB: [UInt8]
  /// Version 5.
  package var launchMitigations: UInt64 = 0
  package var currentMitigations: UInt64 = 0
  /// Octets in place of others, before the report is signed.
  package var changes: [OctetChange] = []
  package var signatureFault: SignatureFault?
  /// Octets in place of others, once it is signed.
  package var changesAfterSigning: [OctetChange] = []
  /// Octets after the report.
  package var trailing: [UInt8] = []

  /// - Parameters:
  ///   - reportData: 64 octets.
  ///   - measurement: 48 octets.
  init(signer: SNPSigner, reportData: [UInt8], measurement: [UInt8]) {
    let tcb = signer.tcb.octets(signer.product)
    self.currentTCB = tcb
    self.reportedTCB = tcb
    self.committedTCB = tcb
    self.launchTCB = tcb
    self.keyInfo = signer.kind == .vlek ? 1 << 2 : 0
    self.reportData = reportData
    self.measurement = measurement
    self.cpuid = signer.product.cpuid
    self.chipID = signer.kind == .vlek ? [UInt8](repeating: 0, count: 64) : signer.chipID
  }

  /// The report of 0x4A0 octets, signed over its first 0x2A0.
  package func octets(signedBy key: SimulatedKey) throws(AttesterError) -> [UInt8] {
    let signed = self.signedOctets
    let raw = try key.rawSignature(signed)
    let signature = self.signatureFault?.applied(to: raw) ?? raw
    var report = FixedLayout(count: 0x4A0)
    report.put(signed, at: 0)
    // r and s are little-endian numbers of 72 octets each.
    report.put(signature.prefix(48).reversed(), at: 0x2A0)
    report.put(signature.dropFirst(48).reversed(), at: 0x2A0 + 72)
    report.put(self.changesAfterSigning)
    return report.octets + self.trailing
  }

  private var signedOctets: [UInt8] {
    var layout = FixedLayout(count: 0x2A0)
    layout.put(self.version, at: 0x00)
    layout.put(self.guestSVN, at: 0x04)
    layout.put(self.policy, at: 0x08)
    layout.put(self.familyID, at: 0x10)
    layout.put(self.imageID, at: 0x20)
    layout.put(self.vmpl, at: 0x30)
    layout.put(self.signatureAlgorithm, at: 0x34)
    layout.put(self.currentTCB, at: 0x38)
    layout.put(self.platformInfo, at: 0x40)
    layout.put(self.keyInfo, at: 0x48)
    layout.put(self.reportData, at: 0x50)
    layout.put(self.measurement, at: 0x90)
    layout.put(self.hostData, at: 0xC0)
    layout.put(self.idKeyDigest, at: 0xE0)
    layout.put(self.authorKeyDigest, at: 0x110)
    layout.put(self.reportID, at: 0x140)
    layout.put(self.reportIDMA, at: 0x160)
    layout.put(self.reportedTCB, at: 0x180)
    if self.version >= 3 { layout.put(self.cpuid, at: 0x188) }
    layout.put(self.chipID, at: 0x1A0)
    layout.put(self.committedTCB, at: 0x1E0)
    layout.put(self.currentVersion, at: 0x1E8)
    layout.put(self.committedVersion, at: 0x1EC)
    layout.put(self.launchTCB, at: 0x1F0)
    if self.version >= 5 {
      layout.put(self.launchMitigations, at: 0x1F8)
      layout.put(self.currentMitigations, at: 0x200)
    }
    layout.put(self.changes)
    return layout.octets
  }
}
