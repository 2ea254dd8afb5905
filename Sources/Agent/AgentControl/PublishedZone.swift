/// A zone that the agent publishes in.
package struct PublishedZone: Hashable, Sendable {
  package var name: String
  /// Every authoritative server, as `192.0.2.1:53`.
  package var servers: [String]

  package init(name: String, servers: [String]) {
    self.name = name
    self.servers = servers
  }
}
