package import AgentStore
package import Declarations

/// How an agent looks at the DNS.
package protocol DeclarationSight: Sendable {
  /// The declaration's TXT records as a client with an empty cache sees them, asked from the zone's own servers.
  func declaration(_ pair: HostPair) async -> DNSAnswer
  /// The host's own policy record.
  ///
  /// - Parameter fresh: through an empty cache, from the zone's own servers.
  func policy(of host: HostName, fresh: Bool) async -> DNSAnswer
}
