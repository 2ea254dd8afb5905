package import PartnerLink
import TLSKeys

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
    case .link(.refusedByPeer(let signer, let pin)):
      "\(signer) refused this agent's identity. Name its certificate (\(pin)) as an agent under `listen` in signer.yaml."
    case .link(.refusedCertificate(let signer, let seen, let expected, let reason)):
      """
      \(signer) \(reason); seen \(seen?.description ?? "no key"), named in warifud.yaml \
      \(expected.map(\.description).joined(separator: " or ")). Put its certificate there if it has a new one.
      """
    case .link(let error): error.description
    }
  }
}
