import TLSKeys

/// Compares measurements with reference values. Where a set is given, no measurement is passed over in silence.
enum ReferenceChecks {
  private static let prefix = "reference."
  private static let validityName = "reference.validity"
  private static let signerName = "reference.signer"

  static func all(
    _ evidence: VerifiedEvidence, against reference: ReferenceValues?, policy: AppraisalPolicy, now: Int64
  ) -> [AppraisalCheck] {
    guard let reference else {
      return [.notApplicable("reference.values", "no reference values were given: nothing is said about what runs")]
    }
    let allowed = reference.values[evidence.format] ?? [:]
    let measured = evidence.measurements.map(\.name)
    let expected = Set(allowed.keys).union(MeasurementNames.essential(evidence.format)).subtracting(measured).sorted()
    let measurements = (measured + expected).map { self.measurement($0, in: evidence, allowed[$0]) }
    // Others agree in vain where nobody knows what began.
    let isKnown = self.isKnown(measurements, of: evidence.format)
    return [self.validity(reference, now), self.signer(reference, policy)]
      + (isKnown ? measurements : measurements.map(\.withoutApproval))
  }

  /// Whether all measurements without which nothing is known about the code were compared, and agree.
  static func isKnown(_ checks: [AppraisalCheck], of format: EvidenceFormat) -> Bool {
    MeasurementNames.essential(format).allSatisfy { name in
      checks.contains { $0.name == self.prefix + name && $0.outcome == .passed }
    }
  }

  private static func validity(_ reference: ReferenceValues, _ now: Int64) -> AppraisalCheck {
    if let notBefore = reference.notBefore, now < notBefore {
      return .failed(self.validityName, "the reference values hold from \(TimeText.utc(notBefore))")
    }
    if let notAfter = reference.notAfter, now > notAfter {
      return .failed(self.validityName, "the reference values held until \(TimeText.utc(notAfter))")
    }
    return .passed(self.validityName, "the reference values hold at the time of the appraisal")
  }

  private static func signer(_ reference: ReferenceValues, _ policy: AppraisalPolicy) -> AppraisalCheck {
    guard !policy.referenceSigners.isEmpty else {
      return .notApplicable(self.signerName, "the policy does not say who signs reference values")
    }
    guard let signer = reference.signer else { return .failed(self.signerName, "the reference values are not signed") }
    guard policy.referenceSigners.contains(signer) else {
      return .failed(self.signerName, "the reference values are signed by \(signer), whom the policy does not name")
    }
    return .passed(self.signerName, "the reference values are signed by \(signer)")
  }

  private static func measurement(
    _ measured: String, in evidence: VerifiedEvidence, _ allowed: ReferenceValues.Allowed?
  ) -> AppraisalCheck {
    let name = self.prefix + measured
    let value = evidence.value(measured)
    switch (allowed, value) {
    case (.any, _): return .notApplicable(name, "the reference values allow any value")
    case (.oneOf(let values), let value?) where values.contains(value):
      // An enclave under debug measures nothing of its code: that this was expected approves no code.
      guard !self.saysNothing(measured, value, in: evidence.format) else {
        return .notApplicable(name, "it is zero, as expected: nothing of the code was measured into it")
      }
      return .passed(name, "it is as expected", [.executables: TrustClaim.approvedBoot])
    case (.oneOf, _?):
      return .failed(
        name, "it is none of the expected values", [.executables: TrustClaim.contraindicatedExecutables])
    case (.oneOf, nil), (nil, nil):
      return .failed(name, "the evidence does not have it", [.executables: TrustClaim.contraindicatedExecutables])
    case (nil, let value?):
      guard MeasurementNames.isExpected(.init(measured, value), in: evidence.format) else {
        return .notApplicable(name, self.silence(measured))
      }
      return .failed(
        name, "the reference values do not name it", [.executables: TrustClaim.contraindicatedExecutables])
    }
  }

  /// Whether a measurement without which nothing is known about the code is empty.
  private static func saysNothing(_ measured: String, _ value: [UInt8], in format: EvidenceFormat) -> Bool {
    MeasurementNames.essential(format).contains(measured) && VerifiedEvidence.Measurement(measured, value).isZero
  }

  private static func silence(_ measured: String) -> String {
    MeasurementNames.ofParent.contains(measured)
      ? "it measures the parent instance, not the enclave" : "it is zero: nothing was measured into it"
  }
}
