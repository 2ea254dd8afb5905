package import Findings

/// What can be found about this machine's clock.
package enum ClockCode: String, FindingCode {
  case clockAgrees, clockOff, clockDiffers

  package var severity: Severity {
    switch self {
    case .clockAgrees: .pass
    case .clockOff: .failure
    case .clockDiffers: .warning
    }
  }
}
