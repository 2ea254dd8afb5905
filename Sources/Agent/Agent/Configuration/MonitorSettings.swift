package import DNS
package import Declarations
package import Monitoring

/// What the section `monitor` says.
package struct MonitorSettings: Sendable {
  /// From the beginning of one pass to the next.
  package let interval: Duration
  /// Where Prometheus reads: a loopback address; nil for nowhere.
  package let metrics: ServerAddress?
  package let webhook: WebhookSettings?
  /// The event log; nil for none.
  package let events: String?
  /// PEM certificates trusted besides the system's.
  package let extraRoots: String?
  /// Where a host's web server is, if not at 443.
  package let ports: [HostName: Int]
  /// What is followed besides.
  package let urls: [String]
}
