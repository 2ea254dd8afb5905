import SwiftASN1

@testable import Attestation

/// Any octets as an SEV-SNP report, as a certificate, and as the extensions of an endorsement key's: what is read is within the
/// bounds of the format. No signature is verified.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSNP(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  if let report = try? SNPReport(octets) {
    precondition(
      octets.count == SNPReport.octetCount && report.signed.count == SNPReport.signedOctets, "another length")
    precondition(report.vmpl < 4 && report.policy.bits >> 26 == 0, "a field beyond its bounds")
    precondition(report.signature.raw.count == 96 && report.chipID.count == 64, "a field of another length")
    precondition(report.reportedTCB.description.utf8.count == 16, "a TCB of another length")
    for line in SNPProductLine.allCases { _ = report.reportedTCB.components(of: line) }
    read(report)
  }
  if let node = try? DER.parse(octets), let extensions = try? CertificateExtensions(node) {
    check(try? VEKExtensions(extensions), extensions)
  }
  if let certificate = try? X509Certificate(der: octets) {
    check(try? VEKExtensions(certificate.extensions), certificate.extensions)
    precondition(certificate.name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "a name with control characters")
    _ = try? SNPEndorsements(certificates: [certificate, certificate])
  }
  return 0
}

/// Every field that is shown of a report.
private func read(_ report: SNPReport) {
  let policy = report.policy
  _ = (policy.abiMinor, policy.abiMajor, policy.allowsSMT, policy.allowsMigrationAgent, policy.allowsDebugging)
  _ = (policy.requiresSingleSocket, policy.allowsCXL, policy.requiresAES256XTS, policy.requiresNoRAPL)
  _ = (policy.requiresCiphertextHiding, policy.forbidsPageSwap)
  _ = (report.currentVersion.description, report.committedVersion.description, report.processor?.line)
  precondition(report.reservedPlaces.allSatisfy { $0 < SNPReport.octetCount }, "a place outside of the report")
}

private func check(_ vek: VEKExtensions?, _ extensions: CertificateExtensions) {
  precondition(extensions.others.count <= X509Extension.most, "more extensions than are allowed")
  guard let vek else { return }
  precondition(VEKExtensions.areIn(extensions), "a key's extensions were read and are not there")
  precondition((vek.hardwareID == nil) == (vek.kind == .vlek), "a key of both kinds")
  precondition(vek.hardwareID.map { $0.count == vek.line.hardwareIDOctets } ?? true, "a HWID of another length")
}
