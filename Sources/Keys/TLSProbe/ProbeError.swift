/// Why a host could not be asked, or gave no usable answer.
public enum ProbeError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was being waited for.
  public enum Step: String, Sendable {
    case connect = "the TCP connection"
    case handshake = "the TLS handshake"
    case reply = "the HTTP reply"
  }

  /// No TCP connection came about.
  case unreachable(Endpoint, reason: String)
  /// Nothing, or not enough, came in time.
  case timeout(Endpoint, step: Step)
  /// The TLS handshake failed for another reason than the certificate.
  case handshake(Endpoint, reason: String)
  /// The certificate is not accepted for the host.
  case certificate(Endpoint, fault: CertificateFault)
  /// There was no usable HTTP reply, or the question could not be asked.
  case http(Endpoint, reason: String)
  /// The additional trusted roots cannot be used.
  case roots(reason: String)

  /// Who was spoken to; nil when nobody was yet.
  public var endpoint: Endpoint? {
    switch self {
    case .unreachable(let endpoint, _), .timeout(let endpoint, _), .handshake(let endpoint, _),
      .certificate(let endpoint, _), .http(let endpoint, _):
      endpoint
    case .roots: nil
    }
  }

  public var description: String {
    switch self {
    case .unreachable(let endpoint, let reason):
      "cannot connect to \(endpoint): \(reason). Check the address, the port and the firewall."
    case .timeout(let endpoint, let step):
      "\(endpoint) took too long over \(step.rawValue). Try again, or allow it more time."
    case .handshake(let endpoint, let reason):
      "no TLS handshake with \(endpoint): \(reason)."
    case .certificate(let endpoint, let fault):
      "the certificate of \(endpoint) is not accepted: \(fault). Its operator must install a valid one."
    case .http(let endpoint, let reason):
      "no usable HTTP reply from \(endpoint): \(reason)."
    case .roots(let reason):
      "the additional trusted roots cannot be used: \(reason). Give certificates in PEM form."
    }
  }
}
