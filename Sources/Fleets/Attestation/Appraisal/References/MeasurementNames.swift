/// Which measurements a reference set has to name.
enum MeasurementNames {
  /// Those without which nothing is known about the code: judged even where evidence and set both are without them.
  static func essential(_ format: EvidenceFormat) -> [String] {
    switch format {
    case .nitro: ["pcr0", "pcr1", "pcr2"]
    case .snp: ["measurement"]
    case .tdx: ["mrtd"]
    }
  }

  /// The role and the name of the instance that an enclave runs on: no measurement of the enclave, and another one on
  /// every machine.
  static let ofParent: Set<String> = ["pcr3", "pcr4"]

  /// How many octets the value of a name can have that evidence is compared by, measurements and claims; nil for a name that no
  /// evidence of this format has.
  static func lengths(of name: String, in format: EvidenceFormat) -> Set<Int>? {
    switch format {
    case .nitro:
      if (0...31).contains(where: { name == "pcr\($0)" }) { return [32, 48, 64] }
      return ["module_id", "public_key"].contains(name) ? self.anyLength : nil
    case .snp: return self.snp[name]
    case .tdx: return self.tdx[name]
    }
  }

  private static let anyLength = Set(1...ReferenceValues.longestValue)

  private static let snp: [String: Set<Int>] = [
    "measurement": [48], "host_data": [32], "id_key_digest": [48], "author_key_digest": [48], "family_id": [16],
    "image_id": [16], "guest_svn": [4], "vmpl": [4], "policy": [8], "platform_info": [8], "report_id": [32],
    "report_id_ma": [32], "chip_id": [64], "product": Self.anyLength, "csp_id": Self.anyLength,
  ]

  private static let tdx: [String: Set<Int>] = [
    "mrtd": [48], "rtmr0": [48], "rtmr1": [48], "rtmr2": [48], "rtmr3": [48], "mrconfigid": [48], "mrowner": [48],
    "mrownerconfig": [48], "mrseam": [48], "mrsignerseam": [48], "seamattributes": [8], "tdattributes": [8],
    "xfam": [8], "mrservicetd": [48], "tee_tcb_svn2": [16], "fmspc": [6], "pce_id": [2],
  ]

  /// Whether a set that is silent about this measurement is incomplete.
  static func isExpected(_ measurement: VerifiedEvidence.Measurement, in format: EvidenceFormat) -> Bool {
    guard format == .nitro else { return true }
    if self.essential(format).contains(measurement.name) { return true }
    return !self.ofParent.contains(measurement.name) && !measurement.isZero
  }
}
