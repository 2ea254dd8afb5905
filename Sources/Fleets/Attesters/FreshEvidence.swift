package import Attestation

/// Evidence as its TEE made it, with what the TEE gave along.
package struct FreshEvidence: Sendable {
  package let format: EvidenceFormat
  /// The document, report or quote.
  package let octets: [UInt8]
  /// SEV-SNP: the certificate table of the host (GHCB specification §4.1.8.1), as it came; empty where there was none.
  package let certificateTable: [UInt8]
  /// TDX: the collateral of a simulated platform as one JSON text; nil where it has to be fetched from Intel.
  package let collateral: String?

  package init(format: EvidenceFormat, octets: [UInt8], certificateTable: [UInt8] = [], collateral: String? = nil) {
    self.format = format
    self.octets = octets
    self.certificateTable = certificateTable
    self.collateral = collateral
  }
}
