/// Whether the right owner runs the right code: evidence proves code, and anyone may run the same.
enum OwnerChecks {
  static func all(
    _ evidence: VerifiedEvidence, against reference: ReferenceValues?, policy: AppraisalPolicy
  ) -> [AppraisalCheck] {
    let demands = policy.demands(on: evidence.format)
    let allowed = reference.map { $0.values[evidence.format] ?? [:] }
    return demands.required.sorted().map { self.required($0, in: evidence, allowed) }
      + self.owner(evidence, demands.owner) + [self.cloud(evidence, policy.snp)]
  }

  private static func required(
    _ required: String, in evidence: VerifiedEvidence, _ allowed: [String: ReferenceValues.Allowed]?
  ) -> AppraisalCheck {
    let name = "required.\(required)"
    let claims: AppraisalCheck.Claims = [.executables: TrustClaim.contraindicatedExecutables]
    guard let value = evidence.value(required) else { return .failed(name, "the evidence does not have it", claims) }
    let measurement = VerifiedEvidence.Measurement(required, value)
    guard !measurement.isZero else { return .failed(name, "it is zero: nothing was measured into it", claims) }
    guard let allowed else { return .passed(name, "the evidence has it; no reference values were given") }
    switch allowed[required] {
    case .oneOf: return .passed(name, "the evidence has it, and the reference values say which value is expected")
    case .any: return .failed(name, "the reference values allow any value", claims)
    case nil where self.isCompared(measurement, in: evidence):
      return .passed(name, "the evidence has it; see reference.\(required)")
    case nil: return .failed(name, "the reference values do not name it", claims)
    }
  }

  /// Whether its absence from the reference values is a failure of its own.
  private static func isCompared(_ measurement: VerifiedEvidence.Measurement, in evidence: VerifiedEvidence) -> Bool {
    evidence.measurements.contains(measurement) && MeasurementNames.isExpected(measurement, in: evidence.format)
  }

  private static func owner(_ evidence: VerifiedEvidence, _ owner: [String: Set<[UInt8]>]) -> [AppraisalCheck] {
    guard !owner.isEmpty else {
      return [.notApplicable("owner", "the policy names no owner: whoever has this code may run it")]
    }
    return owner.sorted { $0.key < $1.key }.map { key, values in
      let name = "owner.\(key)"
      guard let value = evidence.value(key), !VerifiedEvidence.Measurement(key, value).isZero else {
        return .failed(name, "the evidence names no owner there", [.instanceIdentity: TrustClaim.unrecognizedInstance])
      }
      guard values.contains(value) else {
        return .failed(name, "it names another owner", [.instanceIdentity: TrustClaim.unrecognizedInstance])
      }
      return .passed(name, "it names the owner", [.instanceIdentity: TrustClaim.recognizedInstance])
    }
  }

  private static func cloud(_ evidence: VerifiedEvidence, _ policy: SNPPolicy) -> AppraisalCheck {
    let name = "snp.csp-id"
    guard evidence.format == .snp else { return .notApplicable(name, "only AMD's keys for clouds name one") }
    guard let allowed = policy.cspIDs else { return .notApplicable(name, "the policy does not look at the cloud") }
    guard let cloud = evidence.claim("csp_id").map({ String(decoding: $0, as: UTF8.self) }) else {
      return .failed(
        name, "a processor's own key signed it, which names no cloud",
        [.instanceIdentity: TrustClaim.unrecognizedInstance])
    }
    guard allowed.contains(cloud) else {
      return .failed(name, "the cloud `\(cloud)` is not allowed", [.instanceIdentity: TrustClaim.unrecognizedInstance])
    }
    return .passed(name, "the cloud `\(cloud)` signed it", [.instanceIdentity: TrustClaim.recognizedInstance])
  }
}
