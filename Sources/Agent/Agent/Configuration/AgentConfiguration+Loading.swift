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
    let (configuration, faults) = self.examine(node, now: now)
    if let fault = faults.first { throw fault }
    guard let configuration else { throw node.error("", "cannot be read") }
    return configuration
  }

  /// Reads the file and everything it names, and goes on after a fault: with the next section, host, partner or publisher.
  ///
  /// - Returns: the configuration where there is no fault, and the faults in the order in which they were met.
  package static func examine(
    _ node: SettingsNode, now: Int64
  ) -> (configuration: AgentConfiguration?, faults: [SettingsError]) {
    var faults = SettingsFaults()
    let organization = faults.attempt { () throws(SettingsError) in try node.string("organization") }
    let identityFolder = faults.attempt { () throws(SettingsError) in try node.path("identity", default: "identity") }
    let listen = faults.attempt { () throws(SettingsError) in
      try node.valueIfPresent("listen", next: "Write an address and a port: `192.0.2.1:7443`.", Self.address)
    }
    let socket = faults.attempt { () throws(SettingsError) in
      try node.path("socket", default: "/run/warifu/warifud.sock")
    }
    let state = faults.attempt { () throws(SettingsError) in try node.path("state", default: Self.standardState) }
    let store = faults.attempt { () throws(SettingsError) in
      try Self.store(try node.mapIfPresent("store"), organization: organization ?? "")
    }
    let resolvers = faults.attempt { () throws(SettingsError) in try Self.resolvers(node) }
    let hosts = Self.hosts(node, now: now, &faults)
    let (partners, warnings) = Self.partners(node, now: now, &faults)
    let publishers = Self.publishers(node, &faults)
    let limits = faults.attempt { () throws(SettingsError) in try Self.limits(try node.mapIfPresent("limits")) }
    let monitor = faults.attempt { () throws(SettingsError) in try Self.monitor(try node.mapIfPresent("monitor")) }
    faults.add(contentsOf: node.unknownKeys(besides: faults.all))
    let identity = identityFolder.flatMap { folder in
      faults.attempt { () throws(SettingsError) in try Self.identity(folder, node, now: now) }
    }
    guard faults.all.isEmpty, let organization, let identity, let identityFolder, let listen, let socket, let state,
      let store, let resolvers, let limits, let monitor
    else { return (nil, faults.all) }
    let configuration = AgentConfiguration(
      file: node.file, organization: organization, identity: identity, identityFolder: identityFolder,
      listen: listen, socket: socket, state: state, store: store, resolver: resolvers.0, fresh: resolvers.1,
      hosts: hosts, partners: partners, publishers: publishers, limits: limits, monitor: monitor, warnings: warnings)
    return (configuration, [])
  }

  private static func identity(
    _ folder: String, _ node: SettingsNode, now: Int64
  ) throws(SettingsError) -> AgentIdentity {
    do {
      return try AgentIdentity.load(from: folder, now: now)
    } catch {
      throw node.error("identity", "\(error)")
    }
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
