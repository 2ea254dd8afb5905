public import TLSKeys

/// What an owner demands of verified evidence beside its measurements.
///
/// A fresh one is the default: no debug mode, no simulated TEE, a TDX platform that is out of date gives a warning, one
/// that is revoked or of no known level is refused.
public struct AppraisalPolicy: Sendable, Hashable {
  /// For people; it stands in results as a part of ``id``.
  public var name = "default"
  /// Whether a TEE may be one that its operator can look into.
  public var allowsDebug = false
  /// SHA-256 digests of made-up roots: of the certificate's DER (Nitro) or the SubjectPublicKeyInfo (SEV-SNP, TDX).
  /// While there is none, no simulated evidence is accepted.
  public var simulatedRoots: Set<[UInt8]> = []
  /// How old evidence may be that says when it was made.
  public var freshness = Freshness.standard
  /// Who may sign reference values, by the SHA-256 of the SubjectPublicKeyInfo; where there is none, unsigned ones
  /// count as well.
  public var referenceSigners: Set<KeyDigest> = []
  public var nitro = NitroPolicy()
  public var snp = SNPPolicy()
  public var tdx = TDXPolicy()

  public init() {}

  /// The vendors' roots and those made-up ones that this policy trusts, for the verifiers.
  public var roots: TrustedRoots { TrustedRoots(simulated: self.simulatedRoots) }

  func demands(on format: EvidenceFormat) -> MeasurementDemands {
    switch format {
    case .nitro: self.nitro.demands
    case .snp: self.snp.demands
    case .tdx: self.tdx.demands
    }
  }
}
