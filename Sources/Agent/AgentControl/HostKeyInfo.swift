/// One TLS key of a host as the agent tells of it.
package struct HostKeyInfo: Hashable, Sendable {
  /// SHA-256 of the public key, base64url.
  package var key: String
  /// `declared`, `staged`, `retired`, or `unused`: held, but not of the certificate that the configuration names.
  package var state: String
  /// Whether a signing agent holds it.
  package var isHeld: Bool
  /// `RSA-2048`, `P-256`, …; nil when it is not held.
  package var kind: String?
  /// When its certificate ends, Unix seconds; nil when that is not known.
  package var certificateExpires: Int64?
  /// How many relationships declare it, as published.
  package var relationships: Int

  package init(
    key: String, state: String, isHeld: Bool, kind: String?, certificateExpires: Int64?, relationships: Int
  ) {
    self.key = key
    self.state = state
    self.isHeld = isHeld
    self.kind = kind
    self.certificateExpires = certificateExpires
    self.relationships = relationships
  }
}
