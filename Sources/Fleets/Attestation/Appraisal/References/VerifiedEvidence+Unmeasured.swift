extension VerifiedEvidence {
  /// The measurements without which nothing is known about the code, and that are zero: so are those of an enclave in debug mode.
  package var unmeasured: [String] {
    MeasurementNames.essential(self.format).filter { name in
      !self.measurements.contains { $0.name == name && !$0.isZero }
    }
  }
}
