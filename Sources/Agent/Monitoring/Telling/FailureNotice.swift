/// A registration or a renewal came to nothing.
package struct FailureNotice: Hashable, Sendable, Codable {
  package let origin: String
  package let destination: String
  /// Nil where both hosts are this agent's.
  package let partner: String?
  /// A word for programs; it may be the partner's.
  package let code: String
  /// One line for a person.
  package let message: String
  /// Whether it was a renewal: what is published stands, and it is tried again.
  package let renewal: Bool

  package init(
    origin: String, destination: String, partner: String?, code: String, message: String, renewal: Bool
  ) {
    self.origin = origin
    self.destination = destination
    self.partner = partner
    self.code = code
    self.message = message
    self.renewal = renewal
  }
}
