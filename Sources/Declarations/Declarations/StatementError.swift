/// Why fields do not make a statement.
public enum StatementError: Error, Hashable, Sendable, CustomStringConvertible {
  case sameHost
  case signerIsNeitherEnd
  case validityOutOfBounds
  case targetKeyCount(Int)
  case duplicateTargetKey

  public var description: String {
    switch self {
    case .sameHost: "origin and destination are the same host: a host needs no declaration about itself"
    case .signerIsNeitherEnd: "the signer is neither the origin nor the destination"
    case .validityOutOfBounds: "not-before must lie before expires, and by 30 days at most"
    case .targetKeyCount(let count): "a statement names 1 to \(Statement.maximumTargetKeys) target keys, not \(count)"
    case .duplicateTargetKey: "a target key is named twice"
    }
  }
}
