public import DNSWire

/// Why octets that came from a server are no answer to the question.
public enum AnswerProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The id of another query.
  case wrongID
  /// It is no response to a query.
  case notAResponse
  /// It repeats another question, or none.
  case wrongQuestion
  /// It is no DNS message.
  case malformed(DNSWireError)

  public var description: String {
    switch self {
    case .wrongID: "the answer has the id of another query"
    case .notAResponse: "what came is not an answer to a query"
    case .wrongQuestion: "the answer is to another question"
    case .malformed(let error): "the answer cannot be read: \(error)"
    }
  }
}
