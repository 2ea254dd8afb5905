import AgentStore

/// Why a step of a registration was not done.
package struct StepFailure: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    /// Somebody with a say said no; asking again changes nothing.
    case refused
    /// What answered at the partner's address is not the pinned partner, or does not know us: no new registration can
    /// begin, but for one under way it may pass.
    case barred
    /// It could not be found out or done now; asking again may help.
    case unavailable
  }

  package let kind: Kind
  /// A word for programs, lower camel case.
  package let code: String
  /// What happened, to what, one line for a person.
  package let message: String
  /// What to do next; may be empty.
  package let next: String

  package init(_ kind: Kind, code: String, message: String, next: String = "") {
    self.kind = kind
    self.code = code
    self.message = message
    self.next = next
  }

  init(_ recorded: RecordedFailure) {
    self.init(
      recorded.isRefusal ? .refused : .unavailable, code: recorded.code, message: recorded.message, next: recorded.next)
  }

  package static func refused(_ code: String, _ message: String, next: String = "") -> Self {
    Self(.refused, code: code, message: message, next: next)
  }

  /// Another agent that shares the store works on the pair now.
  static func lostClaim(_ pair: HostPair) -> Self {
    .unavailable("claimLost", "another agent of this organization has taken \(pair) over")
  }

  package static func barred(_ code: String, _ message: String) -> Self {
    Self(.barred, code: code, message: message)
  }

  package static func unavailable(_ code: String, _ message: String, next: String = "") -> Self {
    Self(.unavailable, code: code, message: message, next: next)
  }

  package var description: String { self.next.isEmpty ? self.message : "\(self.message). \(self.next)" }
}
