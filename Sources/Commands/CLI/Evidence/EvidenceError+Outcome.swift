import Attestation

extension EvidenceError.Kind {
  var outcome: Outcome {
    switch self {
    case .malformed, .unsupportedAlgorithm, .unsupportedVersion: .malformed
    case .badSignature, .badChain, .untrustedRoot, .expired, .revoked, .stale: .failed
    case .collateralMissing, .collateralExpired: .unknown
    }
  }
}
