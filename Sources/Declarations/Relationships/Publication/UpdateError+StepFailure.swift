import DNS
import DNSWire

extension StepFailure {
  /// What an update came to. Only what may have been applied, or never arrived, is worth another try.
  init(_ error: UpdateError, at owner: String) {
    let message = "\(owner): \(error)"
    switch error {
    case .prerequisiteFailed: self = .refused("changedMeanwhile", message)
    case .unsendable: self = .refused("rrsetTooLarge", message)
    case .refusedByServer(_, .serverFailure): self = .unavailable("serverFailed", message)
    case .refusedByServer: self = .refused("updateRefused", message)
    case .keyUnknown: self = .refused("updateKeyUnknown", message)
    case .signatureRefused: self = .refused("updateSignatureRefused", message)
    case .clockDiffers: self = .refused("updateClockDiffers", message)
    case .unreachable: self = .unavailable("serverUnreachable", message)
    case .responseNotAuthentic, .outcomeUnknown, .cancelled: self = .unavailable("updateOutcomeUnknown", message)
    }
  }
}
