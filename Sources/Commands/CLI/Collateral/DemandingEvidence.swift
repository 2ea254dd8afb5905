import Attestation
import Collateral

/// Evidence that commands about collateral look at.
enum DemandingEvidence {
  /// The evidence in a file, read and not verified.
  static func read(_ file: String) throws(Complaint) -> (evidence: Evidence, demand: CollateralDemand) {
    let octets = try InputFile(file, limit: CollateralBag.maximumOctets).octets
    do throws(EvidenceError) {
      let evidence = try Evidence(try EvidenceText.octets(of: octets))
      return (evidence, try CollateralDemand(evidence))
    } catch {
      throw Complaint(
        .malformed, code: error.kind.rawValue, subject: file,
        message: "\(file) cannot be read as evidence: \(error.message)",
        next: "Give a Nitro document, an SEV-SNP report or a TDX quote: raw, in hexadecimal or in base64.")
    }
  }
}
