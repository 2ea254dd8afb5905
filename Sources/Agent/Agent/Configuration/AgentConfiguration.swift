package import DNS
package import DNSWire
package import Declarations
package import PartnerLink
package import Relationships
package import Settings
package import TLSKeys

/// What `warifud.yaml` says, with every file it names read and judged.
package struct AgentConfiguration: Sendable {
  package struct Host: Sendable {
    package let name: HostName
    /// The certificate that the web server shows, where the file names it.
    package let certificate: LeafCertificate?
    /// Its signing agents: one, or one for each of several web servers.
    package let signers: [SignerPlace]
  }

  package struct Partner: Sendable {
    package let name: String
    package let address: PartnerAddress
    /// Those that hold now: one, or two during a rotation.
    package let certificates: [PartnerCertificate]
    package let pairs: [PairRule]
    /// The longest validity agreed with this partner, seconds; nil for the usual.
    package let maximumValidity: Int64?
  }

  package struct Publisher: Sendable {
    package let zone: DomainName
    /// The primary server, which takes the updates.
    package let server: ServerAddress
    /// Every authoritative server.
    package let servers: [ServerAddress]
    package let key: TSIGKey
    /// Where the key's secret stands.
    package let keyFile: String
    /// Seconds.
    package let ttl: UInt32
  }

  package struct Limits: Sendable {
    /// For one update.
    package var update: Duration = .seconds(5)
    /// How long the servers may take to serve what was published.
    package var confirmation: Duration = .seconds(30)
    /// For one lookup.
    package var lookup: Duration = .seconds(5)
  }

  package static let standardPath = "/etc/warifu/warifud.yaml"
  package static let standardState = "/var/lib/warifu"

  /// The file it came from.
  package let file: String
  package let organization: String
  package let identity: AgentIdentity
  package let identityFolder: String
  /// Where partners' agents may call; nil when this agent only calls.
  package let listen: PartnerAddress?
  package internal(set) var socket: String
  package internal(set) var state: String
  package internal(set) var store: Store
  package let resolver: ResolverConfiguration
  /// Where the zones' own servers are asked through an empty cache.
  package let fresh: ResolverConfiguration
  package let hosts: [Host]
  package let partners: [Partner]
  package let publishers: [Publisher]
  package let limits: Limits
  /// Nil where the agent does not monitor.
  package let monitor: MonitorSettings?
  /// What should be put right though the agent can run, such as the older of a partner's two certificates that has ended.
  package let warnings: [SettingsError]

  /// The store's file.
  package var storeFile: String { Self.storeFile(in: self.state) }

  package static func storeFile(in folder: String) -> String { "\(folder)/warifud.sqlite" }
}
