import DNS
import Declarations
import PartnerLink
package import Settings

extension AgentConfiguration {
  /// Reads the file and everything it names.
  ///
  /// - Parameter now: Unix seconds, for the dates of certificates.
  /// - Throws: ``SettingsError`` with file, line and key.
  package static func load(_ path: String, now: Int64) throws(SettingsError) -> AgentConfiguration {
    try self.read(try SettingsFile.load(path), now: now)
  }

  package static func read(_ node: SettingsNode, now: Int64) throws(SettingsError) -> AgentConfiguration {
    let organization = try node.string("organization")
    let identityFolder = try node.path("identity", default: "identity")
    let listen = try node.valueIfPresent("listen", next: "Write an address and a port: `192.0.2.1:7443`.", Self.address)
    let socket = try node.path("socket", default: "/run/warifu/warifud.sock")
    let state = try node.path("state", default: Self.standardState)
    let store = try Self.store(try node.mapIfPresent("store"), organization: organization)
    let (resolver, fresh) = try Self.resolvers(node)
    let hosts = try Self.hosts(try node.list("hosts"), now: now)
    let (partners, warnings) = try Self.partners(try node.list("partners", optional: true), now: now)
    let publishers = try Self.publishers(try node.list("publishers", optional: true))
    let limits = try Self.limits(try node.mapIfPresent("limits"))
    let monitor = try Self.monitor(try node.mapIfPresent("monitor"))
    try node.finish()
    guard !hosts.isEmpty else {
      throw node.error("hosts", "names no host", next: "Name at least one host this agent speaks for.")
    }
    let identity: AgentIdentity
    do {
      identity = try AgentIdentity.load(from: identityFolder, now: now)
    } catch {
      throw node.error("identity", "\(error)")
    }
    return AgentConfiguration(
      file: node.file, organization: organization, identity: identity, identityFolder: identityFolder,
      listen: listen, socket: socket, state: state, store: store, resolver: resolver, fresh: fresh, hosts: hosts,
      partners: partners, publishers: publishers, limits: limits, monitor: monitor, warnings: warnings)
  }

  static func address(_ text: String) throws -> PartnerAddress {
    guard let address = PartnerAddress(text) else {
      throw ConfigurationProblem("`\(text)` is not an address with a port")
    }
    return address
  }

  private static func limits(_ node: SettingsNode?) throws(SettingsError) -> Limits {
    var limits = Limits()
    guard let node else { return limits }
    limits.update = try node.duration("update", in: .seconds(3)...(.seconds(60)), default: limits.update)
    limits.confirmation = try node.duration(
      "confirmation", in: .seconds(1)...(.seconds(600)), default: limits.confirmation)
    limits.lookup = try node.duration("lookup", in: .milliseconds(100)...(.seconds(60)), default: limits.lookup)
    return limits
  }
}

/// What is wrong with one value; the settings reader adds where it stands.
struct ConfigurationProblem: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
