package import Attestation

/// Plays an SEV-SNP guest: reports of the real format under a root of its own, with the host's certificate table.
package struct SimulatedSNPAttester: Attester {
  private let authority: SimulatedSNPAuthority
  private let signer: SNPSigner
  private let measurement: [UInt8]
  private let adjust: @Sendable (inout SNPReportPlan) -> Void

  /// - Parameters:
  ///   - measurement: 48 octets.
  ///   - adjust: changes each report before it is signed.
  package init(
    authority: SimulatedSNPAuthority, signer: SNPSigner, measurement: [UInt8],
    adjust: @escaping @Sendable (inout SNPReportPlan) -> Void = { _ in }
  ) {
    self.authority = authority
    self.signer = signer
    self.measurement = measurement
    self.adjust = adjust
  }

  package var format: EvidenceFormat { .snp }

  package func evidence(binding: [UInt8], nonce: [UInt8]) async throws(AttesterError) -> FreshEvidence {
    var plan = SNPReportPlan(
      signer: self.signer, reportData: try ReportData.octets(binding: binding), measurement: self.measurement)
    self.adjust(&plan)
    return FreshEvidence(
      format: .snp, octets: try plan.octets(signedBy: self.signer.key),
      certificateTable: CertificateTablePlan(signer: self.signer, authority: self.authority).octets)
  }
}
