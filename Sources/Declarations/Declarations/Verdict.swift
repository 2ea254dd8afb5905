/// What verification found out about one hop.
public enum Verdict: String, Hashable, Sendable, CaseIterable {
  /// DNSSEC-secure, and each end's key signed the other's.
  case verified
  /// The origin's zone says, securely, that there is no declaration.
  case undeclared
  /// A half names other keys than those seen.
  case keyMismatch
  /// A half names the keys seen, but its signature is not the signer's.
  case badSignature
  /// A half is properly signed, and does not hold yet.
  case notYetValid
  /// A half is properly signed, and no longer holds.
  case expired
  /// One half is valid, the other is not there.
  case notMutual
  /// Records of ours that break the format, and no valid pair.
  case malformed
  /// A side was not reached over TLS with a valid certificate, is an IP literal, or has an unsupported key.
  case noKey
  /// The zone is not signed, or absence rests on an NSEC3 opt-out span.
  case insecure
  /// No answer in time, or the path strips DNSSEC.
  case unreachable
  /// DNSSEC validation failed.
  case bogus

  /// Whether a person should be warned even where no policy demands a stop.
  public var warns: Bool {
    switch self {
    case .keyMismatch, .badSignature, .notYetValid, .expired, .notMutual, .malformed, .bogus: true
    case .verified, .undeclared, .noKey, .insecure, .unreachable: false
    }
  }
}
