package import PartnerLink

/// Why the signing agent gave no answer that can be used. A refusal with its reason is one of them, told apart.
package enum SigningClientError: Error, Hashable, Sendable, CustomStringConvertible {
  case refused(SigningRefusal)
  case unreachable(signer: String, reason: String)
  case deadline(signer: String)
  case badAnswer(signer: String, reason: String)
  case link(PartnerLinkError)

  package var description: String {
    switch self {
    case .refused(let refusal): "The signing agent refused: \(refusal)"
    case .unreachable(let signer, let reason):
      "The signing agent at \(signer) cannot be reached: \(reason). Check that warifu-signer runs."
    case .deadline(let signer):
      "The signing agent at \(signer) did not answer in time. See its log."
    case .badAnswer(let signer, let reason):
      "The signing agent at \(signer) gave an answer that is none: \(reason)."
    case .link(let error): error.description
    }
  }
}
