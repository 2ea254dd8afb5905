package import Attestation

/// Evidence of the SEV-SNP or TDX guest this process runs in, by the kernel's configfs-tsm (Linux 6.7 and later;
/// Documentation/ABI/testing/configfs-tsm-report).
package struct TSMAttester: Attester {
  package static let systemRoot = "/sys/kernel/config/tsm/report"

  private let provider: TSMProvider
  private let root: String
  private let privilegeLevel: Int?
  private let files: any TSMFiles

  /// - Parameters:
  ///   - root: the folder in which entries are made.
  ///   - privilegeLevel: SEV-SNP's VMPL to be asked for, 0 to 3; the kernel's choice by default.
  package init(
    _ provider: TSMProvider, root: String = TSMAttester.systemRoot, privilegeLevel: Int? = nil,
    files: any TSMFiles = SystemTSMFiles()
  ) {
    self.provider = provider
    self.root = root
    self.privilegeLevel = privilegeLevel
    self.files = files
  }

  package var format: EvidenceFormat { self.provider.format }

  package func evidence(binding: [UInt8], nonce: [UInt8]) async throws(AttesterError) -> FreshEvidence {
    let asked = try ReportData.octets(binding: binding)
    let request = TSMRequest(
      provider: self.provider, root: self.root, privilegeLevel: self.privilegeLevel, reportData: asked,
      files: self.files)
    return try await OwnThread.run { request.result() }.get()
  }
}
