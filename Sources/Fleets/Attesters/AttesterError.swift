/// Why no evidence was made.
package struct AttesterError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Sendable, Hashable {
    /// What was asked cannot stand in evidence.
    case badRequest
    /// There is no such TEE here, or its driver is not loaded.
    case unavailable
    /// Evidence is made here, of another kind.
    case wrongProvider
    /// The TEE or the kernel said no.
    case refused
    /// Somebody else used the same entry meanwhile, or a write had no effect.
    case conflict
    /// The answer is longer than evidence is.
    case tooLarge
    /// The answer is not what the interface promises.
    case malformedAnswer
  }

  package let kind: Kind
  /// What happened, to what, and what to do: one or two lines for people.
  package let message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  package var description: String { self.message }
}
