public import TLSKeys

/// What came of appraising one piece of verified evidence.
///
/// It says how far the evidence agrees with what an owner expects, at the time of the appraisal and by one policy. It
/// does not say that the code is free of faults.
public struct AttestationResult: Sendable, Hashable {
  public let format: EvidenceFormat
  /// The worst of what the checks found; ``TrustTier/none`` where nothing was compared with reference values and
  /// nothing failed.
  public let status: TrustTier
  public let vector: TrustworthinessVector
  /// Everything that was looked at, in the order in which it was.
  public let checks: [AppraisalCheck]
  /// Whether the evidence rests on a root that was made up.
  public let isSimulated: Bool
  public let isDebug: Bool
  public let measurements: [VerifiedEvidence.Measurement]
  public let tcb: TCBClaims
  /// A Nitro document's nonce; empty where there is none.
  public let nonce: [UInt8]
  /// ``AppraisalPolicy/id``.
  public let policyID: String
  /// The name of the reference values, and who signed them; nil where none were given, or nobody signed.
  public let referenceName: String?
  public let referenceSigner: KeyDigest?
  /// Unix seconds.
  public let appraisedAt: Int64
  /// Unix seconds until which evidence, collateral and reference values hold.
  public let notAfter: Int64

  init(
    _ evidence: VerifiedEvidence, _ checks: [AppraisalCheck], against reference: ReferenceValues?,
    policy: AppraisalPolicy, now: Int64
  ) {
    self.format = evidence.format
    self.status = Self.status(checks, of: evidence)
    var vector = TrustworthinessVector()
    for check in checks { for (aspect, value) in check.claims { vector.add(value, for: aspect) } }
    self.vector = vector
    self.checks = checks
    self.isSimulated = evidence.isSimulated
    self.isDebug = evidence.isDebug
    self.measurements = evidence.measurements
    self.tcb = evidence.tcb
    self.nonce = evidence.nonce
    self.policyID = policy.id
    self.referenceName = reference?.name
    self.referenceSigner = reference?.signer
    self.appraisedAt = now
    self.notAfter = min(evidence.notAfter, reference?.notAfter ?? evidence.notAfter)
  }

  /// Code that nobody knows is no conclusion, which is less than an affirmation and better than a warning.
  private static func status(_ checks: [AppraisalCheck], of evidence: VerifiedEvidence) -> TrustTier {
    let failed = checks.filter { $0.outcome == .failed }.map(\.tier.rawValue).max()
    if let failed, let tier = TrustTier(rawValue: failed) { return tier }
    return ReferenceChecks.isKnown(checks, of: evidence.format) ? .affirming : .none
  }

  /// Those checks that failed.
  public var failures: [AppraisalCheck] { self.checks.filter { $0.outcome == .failed } }
}
