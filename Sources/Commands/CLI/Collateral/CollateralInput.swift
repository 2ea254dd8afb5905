import Attestation
import Foundation

/// Files that commands about collateral read.
enum CollateralInput {
  /// The octets of a file; `-` is standard input.
  static func octets(_ file: String) throws(Complaint) -> [UInt8] {
    let handle = file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file)
    guard let handle, let data = try? handle.read(upToCount: CollateralBag.maximumOctets + 1) ?? Data() else {
      throw Complaint(
        .usage, code: "file", subject: file, message: "\(file) cannot be read",
        next: "Name a file, or - for standard input.")
    }
    guard data.count <= CollateralBag.maximumOctets else {
      throw Complaint(
        .malformed, code: "malformed", subject: file,
        message: "\(file) is larger than \(CollateralBag.maximumOctets) octets", next: "Give one document alone.")
    }
    return Array(data)
  }

  /// The evidence in a file, read and not verified.
  static func evidence(_ file: String) throws(Complaint) -> (evidence: Evidence, demand: CollateralDemand) {
    let octets = try self.octets(file)
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
