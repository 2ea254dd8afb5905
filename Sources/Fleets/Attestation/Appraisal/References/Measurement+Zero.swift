extension VerifiedEvidence.Measurement {
  /// Whether nothing was ever measured into it, or nobody is named by it.
  var isZero: Bool { self.value.allSatisfy { $0 == 0 } }
}
