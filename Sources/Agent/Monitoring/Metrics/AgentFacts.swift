/// What the metrics say of the agent besides what it monitors.
package struct AgentFacts: Sendable {
  package struct Certificate: Sendable {
    /// `own`, or the partner's name.
    package let party: String
    /// SHA-256 of its key, base64url.
    package let pin: String
    /// Unix seconds.
    package let expires: Int64

    package init(party: String, pin: String, expires: Int64) {
      self.party = party
      self.pin = pin
      self.expires = expires
    }

    package var expiry: Expiry {
      Expiry(.agentCertificate, of: self.party, at: self.expires, margin: Expiry.agentCertificateMargin)
    }
  }

  package var version: String
  /// Unix seconds.
  package var startedAt: Int64
  /// How often everything is looked at, seconds.
  package var interval: Int64
  /// How many relationships are in each state; nil where the store could not be asked.
  package var relationships: [String: Int]?
  package var certificates: [Certificate]

  package init(
    version: String, startedAt: Int64, interval: Int64, relationships: [String: Int]?, certificates: [Certificate]
  ) {
    self.version = version
    self.startedAt = startedAt
    self.interval = interval
    self.relationships = relationships
    self.certificates = certificates
  }
}
