package import Secrets
import TLSKeys

/// Why an agent's identity cannot be made or used.
package enum AgentIdentityError: Error, Hashable, Sendable, CustomStringConvertible {
  case file(SecretFileError)
  case unreadable(path: String, reason: String)
  /// The key's kind, in words.
  case weakKey(path: String, kind: String)
  case mismatch(certificate: String, key: String)
  case expired(path: String, since: Int64)
  case notYetValid(path: String, from: Int64)
  case validityOutOfRange(days: Int)

  package var description: String {
    switch self {
    case .file(let error):
      error.description
    case .unreadable(let path, let reason):
      "\(path): \(reason)."
    case .weakKey(let path, let kind):
      "\(path): an agent's key is ECDSA P-256 or P-384, not \(kind). Run: warifu identity create"
    case .mismatch(let certificate, let key):
      "\(certificate): is the certificate of another key than \(key). Put back the pair that was made together."
    case .expired(let path, let since):
      "\(path): expired on \(TimeText.utc(since)). Run warifu identity rotate, and send the new certificate to the partners."
    case .notYetValid(let path, let from):
      "\(path): is valid only from \(TimeText.utc(from)). Check this machine's clock."
    case .validityOutOfRange(let days):
      "an identity cannot be valid for \(days) days. Choose 1 to 3650."
    }
  }
}
