/// What a piece of evidence proves once every signature up to a trusted root was found to hold. Whether it is what somebody
/// expects is for appraisal to say.
public struct VerifiedEvidence: Sendable {
  public let format: EvidenceFormat
  /// In the order of the format, by the names that reference values use: `pcr0` …, or `measurement`, or `mrtd`, `rtmr0` ….
  public let measurements: [Measurement]
  /// Whether the operator of the machine can look into the TEE.
  public let isDebug: Bool
  /// Whether the root is one that was made up, and trusted on purpose.
  public let isSimulated: Bool
  /// The digest by which ``TrustedRoots`` name that made-up root; nil for a vendor's.
  public let simulatedRoot: [UInt8]?
  /// What the TEE was asked to put into the evidence: Nitro's user_data, otherwise report_data; empty where there is none.
  public let boundData: [UInt8]
  /// The nonce of a Nitro document; empty where there is none.
  public let nonce: [UInt8]
  /// When the evidence says it was made, Unix seconds; nil for formats that do not say.
  public let madeAt: Int64?
  public let tcb: TCBClaims
  /// Who the evidence may say is the owner, and what else policies ask, by the names that they use: `id_key_digest`, `csp_id`,
  /// `vmpl`, …. Numbers are big-endian, texts UTF-8.
  public let claims: [Measurement]
  /// Unix seconds until which the certificates and the collateral that this rests on hold.
  public let notAfter: Int64
  /// What was noticed and did not stop the verification.
  public let findings: [String]

  public init(
    format: EvidenceFormat, measurements: [Measurement], isDebug: Bool, isSimulated: Bool, boundData: [UInt8],
    nonce: [UInt8] = [],
    madeAt: Int64? = nil, tcb: TCBClaims, claims: [Measurement] = [], notAfter: Int64, findings: [String] = [],
    simulatedRoot: [UInt8]? = nil
  ) {
    self.simulatedRoot = simulatedRoot
    self.format = format
    self.measurements = measurements
    self.isDebug = isDebug
    self.isSimulated = isSimulated
    self.boundData = boundData
    self.nonce = nonce
    self.madeAt = madeAt
    self.tcb = tcb
    self.claims = claims
    self.notAfter = notAfter
    self.findings = findings
  }

  /// A value by its name.
  public struct Measurement: Hashable, Sendable {
    public let name: String
    public let value: [UInt8]

    public init(_ name: String, _ value: some Collection<UInt8>) {
      self.name = name
      self.value = Array(value)
    }
  }
}
