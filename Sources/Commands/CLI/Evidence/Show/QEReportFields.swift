import Attestation

/// What an SGX processor says about the quoting enclave (Intel SDM, volume 3D, REPORT).
enum QEReportFields {
  static func field(_ report: QEReport) -> ShownField {
    ShownField(
      "qeReport", "QE report", "what the processor says about the quoting enclave, which holds the attestation key",
      parts: [
        ShownField("cpuSvn", "CPUSVN", .octets(report.cpuSVN)),
        ShownField(
          "miscSelect", "MISCSELECT", .octets(report.miscSelect),
          self.miscBits.names(TDXBodyFields.number(report.miscSelect)).text),
        ShownField(
          "attributes", "ATTRIBUTES", .octets(report.attributes), "flags and XFRM, little-endian",
          parts: [
            ShownField(
              "flags", "flags",
              self.attributeBits.names(TDXBodyFields.number(report.attributes))),
            ShownField(
              "debug", "debug", .flag(report.attributes[0] & 2 != 0),
              report.attributes[0] & 2 != 0 ? "its memory can be read: not a real quoting enclave" : ""),
          ]),
        ShownField("mrEnclave", "MRENCLAVE", .octets(report.mrEnclave), "measurement of the enclave"),
        ShownField("mrSigner", "MRSIGNER", .octets(report.mrSigner), "SHA-256 of the key that signed it"),
        ShownField(
          "isvProdId", "ISVPRODID", .number(UInt64(report.isvProdID)),
          report.isvProdID == 2 ? "quoting enclave for TDs" : ""),
        ShownField("isvSvn", "ISVSVN", .number(UInt64(report.isvSVN)), "its version"),
        ShownField(
          "reportData", "report data", .octets(report.reportData),
          "SHA-256 of attestation key and authentication data, and zeros"),
      ] + self.sharing(report) + SNPReportFields.reserved(report.reserved))
  }

  private static let miscBits = BitFields([.init(0, "", "EXINFO"), .init(1, "", "CPINFO")])
  private static let attributeBits = BitFields([
    .init(0, "", "INIT"), .init(1, "", "DEBUG"), .init(2, "", "MODE64BIT"), .init(4, "", "PROVISIONKEY"),
    .init(5, "", "EINITTOKEN_KEY"), .init(6, "", "CET"), .init(7, "", "KSS"), .init(10, "", "AEXNOTIFY"),
  ])

  /// Fields that enclaves without key separation and sharing leave zero.
  private static func sharing(_ report: QEReport) -> [ShownField] {
    let all: [(String, String, [UInt8])] = [
      ("isvExtProdId", "ISVEXTPRODID", report.isvExtProdID), ("configId", "CONFIGID", report.configID),
      ("isvFamilyId", "ISVFAMILYID", report.isvFamilyID),
    ]
    let used = all.filter { $0.2.contains { $0 != 0 } }.map { ShownField($0.0, $0.1, .octets($0.2)) }
    return used
      + (report.configSVN == 0 ? [] : [ShownField("configSvn", "CONFIGSVN", .number(UInt64(report.configSVN)))])
  }
}
