import Attestation

extension EvidenceFormat {
  /// What people call a piece of it.
  var noun: String {
    switch self {
    case .nitro: "AWS Nitro attestation document"
    case .snp: "AMD SEV-SNP report"
    case .tdx: "Intel TDX quote"
    }
  }

  /// Whose root it should lead to.
  var vendor: String {
    switch self {
    case .nitro: "AWS"
    case .snp: "AMD"
    case .tdx: "Intel"
    }
  }

  /// What the field is called that carries what was asked for.
  var boundField: String { self == .nitro ? "user_data" : "report_data" }
}
