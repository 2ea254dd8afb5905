package import EtcdStore
import Settings

extension AgentConfiguration {
  /// Where the agent keeps its relationships.
  package enum Store: Sendable {
    /// In a file of its own, in the folder `state`.
    case sqlite
    /// Where other agents of the organization work on them too.
    case etcd(EtcdSettings)

    /// In words; the same for the same place.
    var place: String {
      switch self {
      case .sqlite: "a file"
      case .etcd(let settings): settings.place
      }
    }
  }

  static func store(_ node: SettingsNode?, organization: String) throws(SettingsError) -> Store {
    guard let node = try node?.map("etcd") else { return .sqlite }
    let endpoints = try node.values(
      "endpoints", next: "Write `https://etcd-1.example:2379`; without TLS only loopback."
    ) {
      try EtcdEndpoint($0)
    }
    let prefix = try node.string("prefix", default: EtcdSettings.standardPrefix(organization: organization))
    let tls = try self.tls(node, isSecure: endpoints.contains(where: \.isSecure))
    let lease = try node.int("leaseSeconds", in: EtcdSettings.leases, default: EtcdSettings.standardLease)
    do {
      return .etcd(try EtcdSettings(endpoints: endpoints, prefix: prefix, tls: tls, lease: lease))
    } catch {
      throw node.error("endpoints", "\(error)")
    }
  }

  private static func tls(_ node: SettingsNode, isSecure: Bool) throws(SettingsError) -> EtcdTLS? {
    let ca = try node.pathIfPresent("ca")
    let certificate = try node.pathIfPresent("certificate")
    let key = try node.pathIfPresent("key")
    guard isSecure else {
      guard let named = ["ca", "certificate", "key"].first(where: { node.has($0) }) else { return nil }
      throw node.error(named, "is of no use without TLS", next: "Write https:// in the endpoints, or remove it.")
    }
    guard (certificate == nil) == (key == nil) else {
      throw node.error(
        certificate == nil ? "key" : "certificate", "a certificate and its key belong together", next: "Name both.")
    }
    var identity: (certificate: String, key: String)?
    if let certificate, let key { identity = (certificate, key) }
    do {
      return try EtcdTLS(ca: ca, identity: identity)
    } catch {
      throw node.error(identity == nil ? "ca" : "certificate", "\(error)")
    }
  }
}
