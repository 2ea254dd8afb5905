import TLSKeys

/// Where the check of one well-formed record ended short of *valid*; earlier is smaller.
enum DeclarationStage: Comparable {
  case keyMismatch
  case badSignature
  case notYetValid(from: Int64)
  case expired(at: Int64)

  var verdict: Verdict {
    switch self {
    case .keyMismatch: .keyMismatch
    case .badSignature: .badSignature
    case .notYetValid: .notYetValid
    case .expired: .expired
    }
  }

  func reason(signer: HostName, target: HostName) -> String {
    switch self {
    case .keyMismatch: "the declaration by \(signer) about \(target) names other keys than those their servers show"
    case .badSignature: "the signature in the declaration by \(signer) is not that of its key"
    case .notYetValid(let time): "the declaration by \(signer) holds only from \(TimeText.utc(time))"
    case .expired(let time): "the declaration by \(signer) ended at \(TimeText.utc(time))"
    }
  }
}
