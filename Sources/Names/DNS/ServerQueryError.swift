public import DNSWire

/// Why a server's answer to a question could not be had. The answer itself may say anything, failures included.
public enum ServerQueryError: Error, Hashable, Sendable {
  /// The question does not fit into a message.
  case unsendable(DNSWireError)
  /// No packet or connection reaches the server.
  case unreachable(ServerAddress, reason: String)
  /// Nothing that answers the question came in time; `ignored` is what was wrong with the first datagram that did come.
  case timeout(ServerAddress, after: Duration, ignored: AnswerProblem?)
  /// The connection ended before the answer did.
  case closed(ServerAddress, reason: String)
  /// What came over the connection is no answer to the question.
  case badAnswer(ServerAddress, AnswerProblem)
  /// The task was cancelled.
  case cancelled
}

extension ServerQueryError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unsendable(let error): "the question cannot be sent: \(error)"
    case .unreachable(let server, let reason):
      "the DNS server \(server) cannot be reached: \(reason). Check the address and that it runs"
    case .timeout(let server, let time, nil): "the DNS server \(server) did not answer within \(time)"
    case .timeout(let server, let time, let problem?):
      "the DNS server \(server) gave no valid answer within \(time): \(problem)"
    case .closed(let server, let reason): "the DNS server \(server) broke off its answer: \(reason)"
    case .badAnswer(let server, let problem): "the DNS server \(server) answered wrongly: \(problem)"
    case .cancelled: "asking the DNS server was cancelled"
    }
  }
}
