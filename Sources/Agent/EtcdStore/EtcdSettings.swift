import Foundation

/// Where agents of one organization share their state.
package struct EtcdSettings: Sendable {
  /// The members of the cluster, 1 to ``mostEndpoints``; all with TLS or all without.
  package let endpoints: [EtcdEndpoint]
  /// What all keys begin with; ends with a slash.
  package let prefix: String
  /// Nil where the endpoints are plain.
  package let tls: EtcdTLS?
  /// How long an agent that is heard of no more keeps its part of the work, seconds.
  package let lease: Int

  package static let mostEndpoints = 16
  package static let leases = 2...300
  package static let standardLease = 15

  package init(
    endpoints: [EtcdEndpoint], prefix: String, tls: EtcdTLS? = nil, lease: Int = standardLease
  ) throws(EtcdSettingsError) {
    guard (1...Self.mostEndpoints).contains(endpoints.count) else {
      throw EtcdSettingsError("there must be 1 to \(Self.mostEndpoints) endpoints")
    }
    guard Set(endpoints.map(\.isSecure)).count == 1 else {
      throw EtcdSettingsError("either all endpoints are https:// or all are http://")
    }
    guard Set(endpoints).count == endpoints.count else { throw EtcdSettingsError("an endpoint stands there twice") }
    guard !prefix.isEmpty, prefix.utf8.count <= 512, !prefix.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      throw EtcdSettingsError("the prefix must have 1 to 512 octets, none of them a control character")
    }
    guard Self.leases.contains(lease) else {
      throw EtcdSettingsError("a lease lasts \(Self.leases.lowerBound) to \(Self.leases.upperBound) seconds")
    }
    self.endpoints = endpoints
    self.prefix = prefix.hasSuffix("/") ? prefix : prefix + "/"
    self.tls = endpoints.contains(where: \.isSecure) ? tls ?? .systemRoots : nil
    self.lease = lease
  }

  /// `/warifu/Example%20Shop/`.
  package static func standardPrefix(organization: String) -> String {
    let plain = CharacterSet(charactersIn: "a"..."z").union(CharacterSet(charactersIn: "A"..."Z"))
      .union(CharacterSet(charactersIn: "0"..."9")).union(CharacterSet(charactersIn: "-._~"))
    return "/warifu/\(organization.addingPercentEncoding(withAllowedCharacters: plain) ?? organization)/"
  }

  /// For messages: `etcd (https://etcd-1.example:2379, …; /warifu/Example%20Shop/)`.
  package var place: String {
    "etcd (\(self.endpoints.map(\.description).joined(separator: ", ")); \(self.prefix))"
  }
}
