import Attestation

/// Evidence, or what comes with it, as fields.
struct ShownEvidence: Sendable {
  /// For JSON.
  let format: String
  /// For people.
  let title: String
  let fields: [ShownField]
  /// What was noticed while it was read.
  let findings: [String]

  /// - Parameter octets: the evidence itself.
  init(_ octets: [UInt8]) throws(EvidenceError) {
    if let table = Self.table(octets) {
      self.format = "snp-certificates"
      self.title = "certificate table of an AMD SEV-SNP host (auxblob)"
      self.fields = SNPTableFields.fields(try table.get())
      self.findings = []
      return
    }
    let evidence = try Evidence(octets)
    self.format = evidence.format.rawValue
    switch evidence {
    case .nitro(let document):
      self.title = "AWS Nitro Enclaves attestation document"
      self.fields = NitroFields.fields(document, octets: octets)
      self.findings = []
    case .snp(let report):
      self.title = "AMD SEV-SNP attestation report, version \(report.version)"
      self.fields = SNPReportFields.fields(report)
      self.findings = []
    case .tdx(let quote):
      self.title = "Intel TDX quote, version \(quote.version)"
      self.fields = TDXQuoteFields.fields(quote)
      self.findings = quote.findings
    }
  }

  /// A table begins with the GUID of something that AMD's hosts put into one; nil where these octets do not.
  private static func table(_ octets: [UInt8]) -> Result<SNPCertificateTable, EvidenceError>? {
    guard SNPTableFields.names.contains(where: { octets.starts(with: $0.guid.octets) }) else { return nil }
    return Result { () throws(EvidenceError) in try SNPCertificateTable(octets) }
  }
}
