import GRPCCore

/// Why a call of etcd did not succeed.
enum EtcdError: Error, Hashable, CustomStringConvertible {
  /// No answer, or none in time: what was asked for may have been done or not. Another member may answer.
  case noAnswer(String)
  /// etcd said no, and did nothing.
  case refused(String)
  /// The lease that was named has ended.
  case leaseEnded
  /// The revision that was named is no longer kept.
  case compacted

  init(_ error: any Error) {
    if let error = error as? EtcdError {
      self = error
      return
    }
    guard let error = error as? RPCError else {
      self = .noAnswer("\(error)")
      return
    }
    switch error.code {
    case .unavailable, .deadlineExceeded, .cancelled, .unknown, .internalError, .aborted, .dataLoss:
      self = .noAnswer(Self.rootCause(error))
    case .outOfRange where error.message.contains("compacted"): self = .compacted
    case .notFound where error.message.contains("lease not found"): self = .leaseEnded
    default: self = .refused("\(error.message) (\(error.code))")
    }
  }

  var description: String {
    switch self {
    case .noAnswer(let reason): reason
    case .refused(let reason): reason
    case .leaseEnded: "the lease has ended"
    case .compacted: "the revision was compacted away"
    }
  }

  private static func rootCause(_ error: RPCError) -> String {
    var cause: any Error = error
    while let next = (cause as? RPCError)?.cause { cause = next }
    let text = (cause as? RPCError)?.message ?? "\(cause)"
    if text.contains("CERTIFICATE_VERIFY_FAILED") {
      return "the certificate it shows is not by an authority that is trusted here, or not for this host"
    }
    let refusals = ["ALERT_BAD_CERTIFICATE", "CERTIFICATE_REQUIRED", "ALERT_UNKNOWN_CA", "ALERT_CERTIFICATE_EXPIRED"]
    return refusals.contains { text.contains($0) }
      ? "it wants a certificate of this agent, by an authority that it trusts and not expired" : text
  }
}
