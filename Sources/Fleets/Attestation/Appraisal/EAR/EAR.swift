/// An EAT Attestation Result (draft-ietf-rats-ear-04): what a verifier tells those who rely on it.
public struct EAR: Sendable, Hashable {
  /// The profile that this is made by and read by; a later draft has another one.
  public static let profile = "tag:ietf.org,2026:rats/ear#04"

  /// Unix seconds.
  public let issuedAt: Int64
  /// Unix seconds after which it counts no more; nil where it says none.
  public let expiresAt: Int64?
  public let verifier: VerifierIdentity
  /// What was appraised, by label: here the format's name, `nitro`, `snp` or `tdx`.
  public let submodules: [String: EARSubmodule]
  /// What it says of the whole, where it does; never better than the worst of ``submodules``.
  public let stated: TrustTier?

  public init(
    issuedAt: Int64, expiresAt: Int64?, verifier: VerifierIdentity, submodules: [String: EARSubmodule],
    stated: TrustTier? = nil
  ) {
    self.stated = stated
    self.issuedAt = issuedAt
    self.expiresAt = expiresAt
    self.verifier = verifier
    self.submodules = submodules
  }

  /// One result under its format's name, issued when it was appraised.
  public init(_ result: AttestationResult, by verifier: VerifierIdentity) {
    self.init(
      issuedAt: result.appraisedAt, expiresAt: result.notAfter, verifier: verifier,
      submodules: [result.format.rawValue: EARSubmodule(result)])
  }

  /// The worst of all, what is stated of the whole included. No conclusion is less than an affirmation.
  public var status: TrustTier {
    let all = self.submodules.values.map(\.status) + (self.stated.map { [$0] } ?? [])
    return all.max { $0.gravity < $1.gravity } ?? .none
  }

  /// Whether anything in it rests on a made-up root, or does not say that it does not.
  public var isSimulated: Bool { self.submodules.values.contains { $0.isSimulated != false } }
}
