import Attestation
import TLSKeys
import Testing

/// Simulated evidence, verified, with all that it is appraised by.
struct PolicySetting: Sendable {
  /// Whose roots the policy trusts.
  enum Roots: Sendable {
    case none
    case another
    case own
  }

  var evidence: SimulatedEvidence
  /// What the policy says besides its name and its roots, as members of a JSON object.
  var policy = ""
  var roots = Roots.own
  /// Changes what is expected; that is what ``SimulatedEvidence/format``'s base has, at first.
  var reference: @Sendable (inout [String: ReferenceValues.Allowed]) -> Void = { _ in }
  /// Of the reference values, Unix seconds.
  var notBefore: Int64?
  var notAfter: Int64?
  /// Who signs the reference values.
  var signer: TestIdentity?
  /// Seconds after its verification at which the evidence is appraised.
  var later: Int64 = 0

  init(_ evidence: SimulatedEvidence) { self.evidence = evidence }

  /// The same with one thing changed.
  func with(_ change: (inout Self) -> Void) -> Self {
    var changed = self
    change(&changed)
    return changed
  }

  func appraised() throws -> AttestationResult {
    let (evidence, root) = try self.evidence.verified()
    let document = try DocumentValue(json: Array(self.text(root).utf8))
    return Appraisal.appraise(
      evidence, referenceValues: try self.referenceValues(), policy: try AppraisalPolicy(document: document),
      now: Simulated.now + self.later)
  }

  private func text(_ root: [UInt8]) -> String {
    let roots: [[UInt8]] =
      switch self.roots {
      case .none: []
      case .another: [root.reversed()]
      case .own: [root]
      }
    let digests = roots.map { digest in
      "\"" + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\""
    }
    let rest = self.policy.isEmpty ? "" : ", \(self.policy)"
    return "{\"schema\": 1, \"name\": \"trial\", \"simulatedRoots\": [\(digests.joined(separator: ","))]\(rest)}"
  }

  private func referenceValues() throws -> ReferenceValues {
    let format = self.evidence.format
    let base = ReferenceValues(name: "base", from: [try SimulatedEvidence.base(format).verified().evidence])
    var values = try #require(base.values[format])
    self.reference(&values)
    let expected = ReferenceValues(
      name: "trial", notBefore: self.notBefore, notAfter: self.notAfter, values: [format: values])
    guard let signer else { return try ReferenceValues(document: expected.document) }
    return try ReferenceValues(signed: try expected.signed(by: signer.key, certificate: signer.certificate))
  }
}
