/// How one authoritative server of the origin's zone serves a relationship.
package struct ServerSight: Hashable, Sendable {
  package enum State: String, Hashable, Sendable, CaseIterable {
    /// What the agents published or, where that is not known, what most servers have.
    case right
    /// No record at all.
    case missing
    /// Other records.
    case differs
    /// It could not be asked.
    case unknown
  }

  /// `192.0.2.1:53`.
  package let server: String
  package let state: State
  /// Why it could not be asked; nil otherwise.
  package let reason: String?
  /// When the signature over its records ends, Unix seconds; nil where it has none.
  package let signatureExpires: Int64?
  /// With how many seconds left a signer is late to renew it.
  package let signatureMargin: Int64

  package init(
    server: String, state: State, reason: String? = nil, signatureExpires: Int64? = nil, signatureMargin: Int64 = 0
  ) {
    self.server = server
    self.state = state
    self.reason = reason
    self.signatureExpires = signatureExpires
    self.signatureMargin = signatureMargin
  }
}
