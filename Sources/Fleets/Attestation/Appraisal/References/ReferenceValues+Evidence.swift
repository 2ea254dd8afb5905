extension ReferenceValues {
  /// Takes over what verified evidence says, for an owner who knows by other means that the right code made it.
  ///
  /// Several pieces of evidence give several allowed values for each name. Left out are a Nitro document's registers
  /// that are zero, other than 0 to 2, and those that name the parent instance and its role (3 and 4): these are the
  /// same code's on another machine.
  public init(
    name: String, from evidence: [VerifiedEvidence], notBefore: Int64? = nil, notAfter: Int64? = nil
  ) {
    var values: [EvidenceFormat: [String: Set<[UInt8]>]] = [:]
    for one in evidence {
      for measurement in one.measurements where MeasurementNames.isExpected(measurement, in: one.format) {
        values[one.format, default: [:]][measurement.name, default: []].insert(measurement.value)
      }
    }
    self.init(
      name: name, notBefore: notBefore, notAfter: notAfter, values: values.mapValues { $0.mapValues { .oneOf($0) } })
  }
}
