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

  /// Whether a set that is silent about this measurement is incomplete.
  static func isExpected(_ measurement: VerifiedEvidence.Measurement, in format: EvidenceFormat) -> Bool {
    guard format == .nitro else { return true }
    if self.essential(format).contains(measurement.name) { return true }
    return !self.ofParent.contains(measurement.name) && !measurement.isZero
  }
}
