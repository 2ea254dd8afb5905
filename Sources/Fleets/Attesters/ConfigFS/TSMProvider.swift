package import Attestation

/// Who makes reports behind configfs-tsm.
package enum TSMProvider: String, Sendable, Hashable, CaseIterable {
  case sevGuest = "sev_guest"
  case tdxGuest = "tdx_guest"

  package var format: EvidenceFormat {
    switch self {
    case .sevGuest: .snp
    case .tdxGuest: .tdx
    }
  }

  /// The module of the kernel, by the name that `modprobe` takes.
  var module: String {
    switch self {
    case .sevGuest: "sev-guest"
    case .tdxGuest: "tdx-guest"
    }
  }

  /// Where a report of this kind carries what was asked, or nil where it is none.
  func reportData(in report: [UInt8]) -> ArraySlice<UInt8>? {
    let offset: Int
    switch self {
    case .sevGuest:
      guard report.count == 0x4A0 else { return nil }
      offset = 0x50
    case .tdxGuest:
      // A quote of version 5 says before the body how long that is.
      guard report.count >= 2 else { return nil }
      offset = (report[0] == 5 ? 54 : 48) + 0x208
    }
    guard report.count >= offset + ReportData.count else { return nil }
    return report[offset..<offset + ReportData.count]
  }
}
