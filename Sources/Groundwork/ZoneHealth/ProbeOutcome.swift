import DNS
import DNSWire

/// What became of the attempt to write one harmless record.
enum ProbeOutcome: Hashable, Sendable {
  /// The server does not let the key write there; in its words.
  case refused(String)
  /// The record was accepted and was served. `isGone` tells whether it was deleted again.
  case written(isGone: Bool)
  /// The server said that it was done, and did not do it (PowerDNS leaves out what its policy forbids).
  case ignored
  /// The server would look at the change: the key may write there, or the server leaves out silently what it may not.
  case admitted
  /// The secret or the algorithm differs.
  case badSignature(String)
  /// It could not be found out.
  case unclear(String)
}

extension ProbeOutcome {
  /// Whether the key may write there.
  var isWritable: Bool {
    switch self {
    case .admitted, .written: true
    case .refused, .ignored, .badSignature, .unclear: false
    }
  }
}
