/// Puts an HTTP reply together from its parts, and says when there is enough of it. No I/O.
struct ReplyCollector {
  enum Step {
    case wait
    case finished(HTTPReply)
    case failed(String)
  }

  private let bodyLimit: Int
  private var head: HTTPReply?
  private var body: [UInt8] = []

  /// `bodyLimit` is cut to what ``ProbeLimits`` allows.
  init(bodyLimit: Int) { self.bodyLimit = max(0, min(bodyLimit, ProbeLimits.bodyOctets)) }

  mutating func head(status: Int, headers: [(name: String, value: String)]) -> Step {
    guard self.head == nil else { return .failed("it sent a second reply") }
    let reply = HTTPReply(status: status, headers: headers)
    self.head = reply
    return self.bodyLimit > 0 && reply.mayBeHTML && !Redirect.isInHead(of: reply) ? .wait : .finished(reply)
  }

  mutating func body(_ octets: some Collection<UInt8>) -> Step {
    self.body += octets.prefix(self.bodyLimit - self.body.count)
    return self.body.count < self.bodyLimit ? .wait : self.end()
  }

  /// The end of the body, of the connection, or of the time for it: what came of a body is taken as it is, as browsers
  /// do.
  func end() -> Step {
    guard let head = self.head else { return .failed("it closed the connection without a reply") }
    return .finished(HTTPReply(status: head.status, headers: head.headers, bodyPrefix: self.body))
  }
}
