/// An AMD SEV-SNP attestation report (AMD publication 56860, ATTESTATION_REPORT), read within bounds and not yet verified.
public struct SNPReport: Sendable {
  /// The number of octets of every report.
  public static let octetCount = 0x4A0
  /// The versions that are read.
  public static let versions: Set<UInt32> = [2, 3, 5]
  static let signedOctets = 0x2A0

  public let version: UInt32
  /// The guest's own security version, from its ID block.
  public let guestSVN: UInt32
  public let policy: SNPGuestPolicy
  /// 16 octets each, from the guest's ID block.
  public let familyID: [UInt8]
  public let imageID: [UInt8]
  /// The privilege level of who asked for the report, 0 to 3.
  public let vmpl: UInt32
  /// What runs now; the report is signed for ``reportedTCB``.
  public let currentTCB: SNPTCBVersion
  /// Bits: 0 SMT, 1 TSME, 2 ECC, 3 RAPL disabled, 4 ciphertext hiding, 5 alias check done, 6 IOMMU writes safe
  /// (Turin), 7 SEV-TIO.
  public let platformInfo: UInt64
  public let keyInfo: SNPKeyInfo
  /// 64 octets that the guest gave.
  public let reportData: [UInt8]
  /// 48 octets, SHA-384: what the guest was launched from.
  public let measurement: [UInt8]
  /// 32 octets that the host gave at launch.
  public let hostData: [UInt8]
  /// SHA-384 of the keys that signed the ID block, and that key; zeros where there were none.
  public let idKeyDigest: [UInt8]
  public let authorKeyDigest: [UInt8]
  /// 32 octets each: this guest, and its migration agent (all ones for none).
  public let reportID: [UInt8]
  public let reportIDMA: [UInt8]
  /// The versions that the signing key's certificate must name.
  public let reportedTCB: SNPTCBVersion
  /// nil in version 2.
  public let processor: SNPProcessor?
  /// 64 octets; zeros if masked, and with a VLEK perhaps.
  public let chipID: [UInt8]
  /// What the platform cannot go back behind.
  public let committedTCB: SNPTCBVersion
  public let currentVersion: SNPFirmwareVersion
  public let committedVersion: SNPFirmwareVersion
  public let launchTCB: SNPTCBVersion
  /// Mitigations in force at launch and now; nil before version 5.
  public let launchMitigations: UInt64?
  public let currentMitigations: UInt64?
  /// Reserved fields that are not zero.
  public let reserved: [ReservedField]
  let signature: SNPSignature
  /// What the signature is over.
  let signed: ArraySlice<UInt8>

  /// Reads a report, and checks everything that can be seen without a key.
  ///
  /// - Throws: ``EvidenceError``: *malformed*, *unsupported-version*, `snp.version`, or *unsupported-algorithm*, `snp.algorithm`.
  public init(_ octets: some Collection<UInt8>) throws(EvidenceError) {
    guard octets.count == Self.octetCount else {
      throw .malformed("snp.length", "a report has \(Self.octetCount) octets; these are \(octets.count)")
    }
    let octets = ArraySlice(octets)
    var reader = OctetReader(octets, check: "snp.length")
    var reserved = ReservedOctets()
    self.version = try Self.version(&reader)
    self.guestSVN = try reader.uint32()
    self.policy = try SNPGuestPolicy(try reader.uint64())
    self.familyID = Array(try reader.take(16))
    self.imageID = Array(try reader.take(16))
    self.vmpl = try Self.vmpl(&reader)
    try Self.checkAlgorithm(&reader)
    self.currentTCB = SNPTCBVersion(try reader.uint64())
    self.platformInfo = try reader.uint64()
    self.keyInfo = try SNPKeyInfo(try reader.uint32())
    try reserved.pass(4, in: &reader)
    self.reportData = Array(try reader.take(64))
    self.measurement = Array(try reader.take(48))
    self.hostData = Array(try reader.take(32))
    self.idKeyDigest = Array(try reader.take(48))
    self.authorKeyDigest = Array(try reader.take(48))
    self.reportID = Array(try reader.take(32))
    self.reportIDMA = Array(try reader.take(32))
    self.reportedTCB = SNPTCBVersion(try reader.uint64())
    self.processor = self.version < 3 ? nil : try SNPProcessor(&reader)
    try reserved.pass(0x1A0 - reader.offset, in: &reader)
    self.chipID = Array(try reader.take(64))
    self.committedTCB = SNPTCBVersion(try reader.uint64())
    self.currentVersion = try SNPFirmwareVersion(&reader)
    try reserved.pass(1, in: &reader)
    self.committedVersion = try SNPFirmwareVersion(&reader)
    try reserved.pass(1, in: &reader)
    self.launchTCB = SNPTCBVersion(try reader.uint64())
    self.launchMitigations = self.version < 5 ? nil : try reader.uint64()
    self.currentMitigations = self.version < 5 ? nil : try reader.uint64()
    try reserved.pass(Self.signedOctets - reader.offset, in: &reader)
    self.signature = try SNPSignature(&reader)
    self.signed = octets.prefix(Self.signedOctets)
    self.reserved = reserved.found
  }

  /// Offsets of reserved fields, and of fields with reserved bits, that are not zero.
  public var reservedPlaces: [Int] { (self.keyInfo.hasReservedBits ? [0x48] : []) + self.reserved.map(\.offset) }

  /// The signature as other formats have it: r ‖ s, big-endian, 48 octets each.
  public var signatureOctets: [UInt8] { self.signature.raw }

  private static func version(_ reader: inout OctetReader) throws(EvidenceError) -> UInt32 {
    let version = try reader.uint32()
    guard Self.versions.contains(version) else {
      throw EvidenceError(.unsupportedVersion, "snp.version", "a report of version \(version); 2, 3 and 5 are known")
    }
    return version
  }

  /// A report that the host asked for proves nothing about the guest: anybody who runs the machine may have it.
  private static func vmpl(_ reader: inout OctetReader) throws(EvidenceError) -> UInt32 {
    let vmpl = try reader.uint32()
    guard vmpl != .max else { throw .malformed("snp.vmpl-host", "the host asked for this report, not the guest") }
    guard vmpl < 4 else { throw .malformed("snp.vmpl", "VMPL \(vmpl); there are 0 to 3") }
    return vmpl
  }

  private static func checkAlgorithm(_ reader: inout OctetReader) throws(EvidenceError) {
    let algorithm = try reader.uint32()
    guard algorithm == 1 else {
      throw EvidenceError(
        .unsupportedAlgorithm, "snp.algorithm",
        "signature algorithm \(algorithm); 1, ECDSA P-384 with SHA-384, is known")
    }
  }
}
