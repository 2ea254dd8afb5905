/// Why the agent did not do what it was asked.
package struct ControlError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    /// The agent says no, and why.
    case refused
    /// The agent could not be asked, or could not find out.
    case unreachable
  }

  package let kind: Kind
  /// A word for programs, lower camel case.
  package let code: String
  /// What it is about: a host, a pair, a partner, a socket.
  package let subject: String
  /// What happened, one line for a person.
  package let message: String
  /// What to do next; may be empty.
  package let next: String

  package init(kind: Kind = .refused, code: String, subject: String, message: String, next: String = "") {
    self.kind = kind
    self.code = code
    self.subject = subject
    self.message = message
    self.next = next
  }

  package var description: String { self.next.isEmpty ? self.message : "\(self.message). \(self.next)" }
}
