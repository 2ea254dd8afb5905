import Attesters
import Foundation

/// Finds the TEE that this process runs in, by what its kernel offers.
struct DeviceSearch {
  var nsm = NSMDevice.systemPath
  var tsm = TSMAttester.systemRoot

  /// - Throws: `AttesterError`, or a complaint where there is no TEE.
  func evidence(binding: [UInt8], nonce: [UInt8]) async throws -> FreshEvidence {
    if FileManager.default.fileExists(atPath: self.nsm) {
      return try await NSMAttester(device: NSMDevice(path: self.nsm)).evidence(binding: binding, nonce: nonce)
    }
    guard FileManager.default.fileExists(atPath: self.tsm) else { throw self.nothing }
    guard nonce.isEmpty else {
      throw Complaint.usage(
        "--nonce", "neither an SEV-SNP report nor a TDX quote has a nonce",
        next: "Let what you give as --binding depend on it.")
    }
    for provider in TSMProvider.allCases {
      if let evidence = try await self.evidence(of: provider, binding) { return evidence }
    }
    throw Complaint(
      .unknown, code: "noDevice", subject: self.tsm,
      message: "what makes reports behind \(self.tsm) is neither SEV-SNP's driver nor TDX's",
      next: "See docs/making-evidence.md for what is known here.")
  }

  /// nil where another provider makes the reports here.
  private func evidence(of provider: TSMProvider, _ binding: [UInt8]) async throws(AttesterError) -> FreshEvidence? {
    do {
      return try await TSMAttester(provider, root: self.tsm).evidence(binding: binding, nonce: [])
    } catch {
      guard error.kind == .wrongProvider else { throw error }
      return nil
    }
  }

  private var nothing: Complaint {
    Complaint(
      .unknown, code: "noDevice", subject: "--device",
      message:
        "no TEE is found here: there is neither \(self.nsm) (AWS Nitro) nor \(self.tsm) (AMD SEV-SNP, Intel TDX)",
      next:
        "Run it inside the TEE; docs/making-evidence.md says what its kernel needs. To try it without one: --simulated")
  }
}
