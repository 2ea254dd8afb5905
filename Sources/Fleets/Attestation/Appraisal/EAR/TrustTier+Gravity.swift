extension TrustTier {
  /// How bad it is to hear, for choosing the worst: no conclusion is less than an affirmation, and a warning is worse.
  var gravity: Int {
    switch self {
    case .affirming: 0
    case .none: 1
    case .warning: 2
    case .contraindicated: 3
    }
  }
}
