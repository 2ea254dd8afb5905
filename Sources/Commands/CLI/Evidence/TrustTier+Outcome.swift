import Attestation

extension TrustTier {
  var outcome: Outcome {
    switch self {
    case .affirming: .good
    case .none, .warning: .warning
    case .contraindicated: .failed
    }
  }
}
