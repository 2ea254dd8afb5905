import DNS
import DNSWire
import Foundation
import Relationships
import Secrets
import Settings

extension AgentConfiguration {
  /// The usual resolver, and the one that asks the zones' own servers.
  static func resolvers(_ node: SettingsNode) throws(SettingsError) -> (ResolverConfiguration, ResolverConfiguration) {
    guard let node = try node.mapIfPresent("resolver") else {
      return (ResolverConfiguration(path: .system), ResolverConfiguration(path: .recursive))
    }
    let next = "Write `system`, `recursive`, or addresses: `192.0.2.1:53`."
    let path = try node.valueIfPresent("path", next: next, Self.path) ?? .system
    let fresh = try node.valueIfPresent("fresh", next: next, Self.path) ?? .recursive
    guard fresh != .system else {
      throw node.error("fresh", "must ask the zones' own servers, which the system's resolvers are not", next: next)
    }
    var anchors = TrustAnchors.standard()
    if let file = try node.pathIfPresent("trustAnchor") {
      do {
        anchors = try TrustAnchors(contentsOf: file)
      } catch {
        throw node.error("trustAnchor", "\(error)")
      }
    }
    return (
      ResolverConfiguration(path: path, trustAnchors: anchors),
      ResolverConfiguration(path: fresh, trustAnchors: anchors)
    )
  }

  private static func path(_ text: String) throws -> ResolverConfiguration.Path {
    switch text {
    case "system": return .system
    case "recursive": return .recursive
    default:
      return .forward(
        try text.split(separator: ",").map {
          try ServerAddress($0.trimmingCharacters(in: .whitespaces), defaultPort: 53)
        })
    }
  }

  static func publishers(_ file: SettingsNode, _ faults: inout SettingsFaults) -> [Publisher] {
    var publishers: [Publisher] = []
    let nodes = faults.attempt { () throws(SettingsError) in try file.list("publishers", optional: true) }
    for node in nodes ?? [] {
      let publisher = faults.attempt { () throws(SettingsError) in try Self.publisher(node, besides: publishers) }
      if let publisher { publishers.append(publisher) }
    }
    return publishers
  }

  private static func publisher(
    _ node: SettingsNode, besides others: [Publisher]
  ) throws(SettingsError) -> Publisher {
    let zone = try node.value("zone") { try DomainName($0) }
    guard !others.contains(where: { $0.zone == zone }) else {
      throw node.error("zone", "\(zone) stands here twice", next: "Keep one.")
    }
    let server = try node.value("server", next: "Write its address: `192.0.2.1:53`.") {
      try ServerAddress($0, defaultPort: 53)
    }
    let servers = try node.values("servers", default: [server], next: "Write addresses: `192.0.2.1:53`.") {
      try ServerAddress($0, defaultPort: 53)
    }
    let (key, keyFile) = try Self.key(try node.map("key"))
    let ttl = try node.int("ttl", in: 30...Int(ZonePublisher.longestTTL), default: Int(ZonePublisher.defaultTTL))
    return Publisher(zone: zone, server: server, servers: servers, key: key, keyFile: keyFile, ttl: UInt32(ttl))
  }

  /// The TSIG key; its secret stands in a file of its own, in base64.
  private static func key(_ node: SettingsNode) throws(SettingsError) -> (TSIGKey, file: String) {
    let name = try node.value("name") { try DomainName($0) }
    let algorithm: TSIGAlgorithm = try node.choice("algorithm", default: .hmacSHA256)
    let file = try node.path("secretFile")
    let secret: String
    do {
      secret = try SecretFile.readText(file)
    } catch {
      throw node.error("secretFile", "\(error)")
    }
    do {
      let key = try TSIGKey(
        name: name, algorithm: algorithm, base64Secret: secret.trimmingCharacters(in: .whitespacesAndNewlines))
      return (key, file)
    } catch {
      // The error speaks of the key by its name only.
      throw node.error("secretFile", "\(file): \(error)", next: "Put the secret there in base64, alone.")
    }
  }
}
