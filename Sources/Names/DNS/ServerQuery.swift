public import DNSWire

/// Asks one named server, without validation: what does *this* server serve?
public enum ServerQuery {
  /// The answer of `server` to `question`.
  ///
  /// The query has a random id and comes from a random port; an answer counts only with the same id and question, and from
  /// the address asked. Datagrams that are none are passed over while time is left. A lost datagram is sent again.
  /// - Parameters:
  ///   - timeout: for everything, the change to TCP included.
  ///   - recursionDesired: whether the server may ask others; authoritative servers need no such permission.
  ///   - dnssecOK: whether signatures are wanted too.
  /// - Returns: the message, whatever response code it has.
  public static func ask(
    _ question: Question, at server: ServerAddress, timeout: Duration = .seconds(3),
    transport: ServerTransport = .udpThenTCP, recursionDesired: Bool = false, dnssecOK: Bool = false
  ) async throws(ServerQueryError) -> DNSMessage {
    let deadline = ContinuousClock.now + timeout
    let message = DNSMessage.query(
      id: .random(in: .min ... .max), question, recursionDesired: recursionDesired, edns: EDNS(dnssecOK: dnssecOK))
    let wire: [UInt8]
    do { wire = try message.encoded() } catch { throw .unsendable(error) }
    let exchange = Exchange(server: server, request: wire) { judge($0, id: message.header.id, question) }
    do {
      if transport != .tcp {
        let answer = try await exchange.overUDP(timeout: timeout, sendingAgainEvery: timeout / 3)
        if transport == .udp || !answer.header.isTruncated { return answer }
      }
      return try await exchange.overTCP(timeout: deadline - .now)
    } catch {
      switch error {
      case .notSent(let reason): throw .unreachable(server, reason: reason)
      case .unanswered(let ignored): throw .timeout(server, after: timeout, ignored: ignored)
      case .broken(let reason): throw .closed(server, reason: reason)
      case .refused(let problem): throw .badAnswer(server, problem)
      case .cancelled: throw .cancelled
      }
    }
  }

  private static func judge(_ octets: [UInt8], id: UInt16, _ question: Question) -> Result<DNSMessage, AnswerProblem> {
    let message: DNSMessage
    do { message = try DNSMessage(parsing: octets) } catch { return .failure(.malformed(error)) }
    guard message.header.id == id else { return .failure(.wrongID) }
    guard message.header.isResponse, message.header.opcode == .query else { return .failure(.notAResponse) }
    guard message.questions == [question] else { return .failure(.wrongQuestion) }
    return .success(message)
  }
}
