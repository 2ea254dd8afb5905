import Attestation

/// An AMD SEV-SNP report, in the order of its octets (AMD publication 56860, ATTESTATION_REPORT).
enum SNPReportFields {
  static func fields(_ report: SNPReport) -> [ShownField] {
    self.guest(report) + self.platform(report) + self.identities(report) + self.versions(report) + [
      ShownField("signature", "signature", .octets(report.signatureOctets), "r and s, big-endian; over 0x000 to 0x29f")
    ] + self.reserved(report.reserved)
  }

  private static func guest(_ report: SNPReport) -> [ShownField] {
    [
      ShownField("version", "version", .number(UInt64(report.version)), "of the report's layout"),
      ShownField(
        "guestSvn", "guest SVN", .number(UInt64(report.guestSVN)), "the guest's own version, from its ID block"),
      SNPPolicyFields.field(report.policy),
      ShownField("familyId", "family id", .octets(report.familyID), self.fromBlock(report.familyID)),
      ShownField("imageId", "image id", .octets(report.imageID), self.fromBlock(report.imageID)),
      ShownField(
        "vmpl", "VMPL", .number(UInt64(report.vmpl)),
        report.vmpl == 0 ? "the most privileged level asked for it" : "privilege level of who asked; 0 is the highest"),
      ShownField("signatureAlgorithm", "signature algorithm", .number(1), "ECDSA P-384 with SHA-384"),
    ]
  }

  private static func platform(_ report: SNPReport) -> [ShownField] {
    let line = report.processor?.line
    return [
      SNPTCBFields.field("currentTcb", "current TCB", report.currentTCB, of: line, "what runs now"),
      ShownField(
        "platformInfo", "platform info", .bits(report.platformInfo),
        parts: self.platformBits.fields(report.platformInfo)),
      self.keyInfo(report.keyInfo),
    ]
  }

  private static let platformBits = BitFields([
    .init(0, "smt", "simultaneous multithreading", on: "on", off: "off"),
    .init(1, "tsme", "transparent encryption of all memory (TSME)", on: "on", off: "off"),
    .init(2, "ecc", "error-correcting memory", on: "yes", off: "no"),
    .init(3, "raplDisabled", "running average power limit (RAPL)", on: "disabled", off: "enabled"),
    .init(4, "ciphertextHiding", "ciphertext hiding in DRAM", on: "on", off: "off"),
    .init(5, "aliasCheckComplete", "memory checked for aliases since reset", on: "yes", off: "no"),
    .init(6, "iommuWriteSafe", "writes of the IOMMU are safe (Turin)", on: "yes", off: "no"),
    .init(7, "tio", "trusted devices (SEV-TIO)", on: "on", off: "off"),
  ])

  private static func keyInfo(_ info: SNPKeyInfo) -> ShownField {
    let rest = info.bits >> 5
    return ShownField(
      "keyInfo", "key info", .bits(info.bits),
      parts: [
        ShownField(
          "authorKey", "author key (bit 0)", .choice(info.hasAuthorKey, on: "its digest is below", off: "none")),
        ShownField(
          "chipMasked", "chip (bit 1)",
          .choice(info.isChipMasked, on: "masked: the host keeps it to itself", off: "named")),
        ShownField(
          "signingKey", "signing key (bits 2-4)", .text(info.signingKey.rawValue),
          info.signingKey == .vcek ? "the chip's own" : "a cloud provider's"),
      ] + (rest == 0 ? [] : [ShownField("otherBits", "other bits", .bits(info.bits & ~0x1F), "reserved")]))
  }

  private static func identities(_ report: SNPReport) -> [ShownField] {
    let noMigration = report.reportIDMA.allSatisfy { $0 == 0xFF }
    return [
      ShownField(
        "reportData", "report data", .octets(report.reportData),
        GivenOctets.meaning(report.reportData, "from the guest")),
      ShownField(
        "measurement", "measurement", .octets(report.measurement), "SHA-384 of what the guest was launched from"),
      ShownField(
        "hostData", "host data", .octets(report.hostData),
        GivenOctets.meaning(report.hostData, "from whoever launched the guest")),
      ShownField(
        "idKeyDigest", "id key digest", .octets(report.idKeyDigest),
        GivenOctets.orNothing(
          report.idKeyDigest, "SHA-384 of the key that signed the ID block", ifZero: "no ID block was signed")),
      ShownField(
        "authorKeyDigest", "author key digest", .octets(report.authorKeyDigest),
        GivenOctets.orNothing(
          report.authorKeyDigest, "SHA-384 of the key that signed the id key", ifZero: "there is no author key")),
      ShownField("reportId", "report id", .octets(report.reportID), "this guest, until it ends"),
      ShownField(
        "reportIdMa", "report id of migration agent", .octets(report.reportIDMA),
        noMigration ? "all ones: there is none" : ""),
    ]
  }

  private static func versions(_ report: SNPReport) -> [ShownField] {
    let line = report.processor?.line
    let chip: String =
      switch (report.chipID.allSatisfy { $0 == 0 }, report.keyInfo.isChipMasked) {
      case (true, true): "masked"
      case (true, false): "the chip is not named"
      case (false, _): "the processor"
      }
    var fields = [
      SNPTCBFields.field(
        "reportedTcb", "reported TCB", report.reportedTCB, of: line, "what the signing key's certificate has to name"),
      self.processor(report.processor),
      ShownField("chipId", "chip id", .octets(report.chipID), chip),
      SNPTCBFields.field(
        "committedTcb", "committed TCB", report.committedTCB, of: line, "the platform cannot go back behind it"),
      ShownField("currentVersion", "firmware now", .text(report.currentVersion.description)),
      ShownField(
        "committedVersion", "firmware committed", .text(report.committedVersion.description),
        "the platform cannot go back behind it"),
      SNPTCBFields.field(
        "launchTcb", "launch TCB", report.launchTCB, of: line, "when the guest was launched or came in"),
    ]
    if let atLaunch = report.launchMitigations {
      fields.append(ShownField("launchMitigations", "mitigations at launch", .bits(atLaunch), "a bit for each"))
    }
    if let now = report.currentMitigations {
      fields.append(ShownField("currentMitigations", "mitigations now", .bits(now), "a bit for each"))
    }
    return fields
  }

  private static func processor(_ processor: SNPProcessor?) -> ShownField {
    guard let processor else {
      return ShownField(
        "processor", "processor", .nothing, "reports say it from version 3 on; it decides what the octets of a TCB mean"
      )
    }
    return ShownField(
      "processor", "processor", .text(processor.line?.rawValue ?? "not known"), "by its family and model",
      parts: [
        ShownField("family", "family", .number(UInt64(processor.family)), self.hexadecimal(processor.family)),
        ShownField("model", "model", .number(UInt64(processor.model)), self.hexadecimal(processor.model)),
        ShownField("stepping", "stepping", .number(UInt64(processor.stepping))),
      ])
  }

  private static func hexadecimal(_ octet: UInt8) -> String { "0x\(ShownValue.hex([octet]))" }

  private static func fromBlock(_ octets: [UInt8]) -> String {
    GivenOctets.orNothing(octets, "from the guest's ID block", ifZero: "")
  }

  /// Nothing where all reserved fields are zero, as they should be.
  static func reserved(_ fields: [ReservedField]) -> [ShownField] {
    guard !fields.isEmpty else { return [] }
    return [
      ShownField(
        list: "reserved", "reserved fields that are not zero", "a newer format may have given them a meaning",
        fields.map { field in
          let offset = "0x\(String(field.offset, radix: 16))"
          return ShownField(
            "", "at \(offset)",
            parts: [
              ShownField("offset", "offset", .number(UInt64(field.offset))),
              ShownField("octets", "octets", .octets(field.octets)),
            ])
        })
    ]
  }
}
