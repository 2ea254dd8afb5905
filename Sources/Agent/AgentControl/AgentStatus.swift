/// What the agent is and does now.
package struct AgentStatus: Hashable, Sendable {
  package var organization: String
  package var version: String
  /// SHA-256 of the agent's public key, base64url.
  package var pin: String
  /// Where partners reach it; nil when it does not listen.
  package var listen: String?
  /// Unix seconds, as are the other times.
  package var startedAt: Int64
  package var clock: Int64
  package var identityExpires: Int64
  package var hosts: [String]
  package var partners: [String]
  /// How many relationships are in each state.
  package var relationships: [String: Int]
  /// nil where this agent has its state for itself.
  package var shared: SharedWorkInfo?
  /// The zones that it publishes in.
  package var zones: [PublishedZone] = []

  package init(
    organization: String, version: String, pin: String, listen: String?, startedAt: Int64, clock: Int64,
    identityExpires: Int64, hosts: [String], partners: [String], relationships: [String: Int]
  ) {
    self.organization = organization
    self.version = version
    self.pin = pin
    self.listen = listen
    self.startedAt = startedAt
    self.clock = clock
    self.identityExpires = identityExpires
    self.hosts = hosts
    self.partners = partners
    self.relationships = relationships
  }
}
