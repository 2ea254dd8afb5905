/// Which kind of TEE made a piece of evidence.
public enum EvidenceFormat: String, Sendable, Hashable, CaseIterable {
  /// An AWS Nitro attestation document.
  case nitro
  /// An AMD SEV-SNP attestation report.
  case snp
  /// An Intel TDX quote.
  case tdx
}
