import Declarations
import Foundation
import PartnerLink
package import Settings

/// What `signer.yaml` says.
///
/// ```yaml
/// socket: /run/warifu-signer/signer.sock
/// user: warifu                  # who may connect; the signing agent's own user when missing
/// keys: /etc/warifu/keys
/// log: /var/log/warifu-signer/signer.log
/// maximumValidity: 14d
/// rateLimit: 200
/// hosts:
///   - name: ec-1.test
///     keys: [ec-1.pem]          # files in `keys`, or folders (`ec-1.test/`); the folder named like the host when missing
///     with: [pay-1.test]
/// listen:                       # only for an agent on another machine
///   address: 192.0.2.1:4434
///   identity: /etc/warifu/signer-identity
///   agents: [agent.pem]
/// ```
package struct SignerSettings: Hashable, Sendable {
  package let socket: String
  package let user: UInt32
  package let log: String
  package let limits: SignerLimits
  package let hosts: [SignerHost]
  package let listener: SignerListener?

  package static func load(_ path: String) throws(SettingsError) -> SignerSettings {
    try self.init(try SettingsFile.load(path))
  }

  package init(_ node: SettingsNode) throws(SettingsError) {
    self.socket = try node.path("socket", default: "/run/warifu-signer/signer.sock")
    self.user =
      try node.valueIfPresent("user", next: "Name a user of this machine, or its number.", userNumber) ?? geteuid()
    self.log = try node.path("log", default: "/var/log/warifu-signer/signer.log")
    let keys = try node.path("keys", default: "/etc/warifu/keys")
    var limits = SignerLimits()
    let validity = try node.duration(
      "maximumValidity", in: .seconds(3600)...(.seconds(SignerLimits.longestValidity)),
      default: .seconds(limits.maximumValidity))
    limits.maximumValidity = validity.components.seconds
    limits.rate = try node.int("rateLimit", in: 1...100_000, default: limits.rate)
    self.limits = limits

    var hosts: [SignerHost] = []
    for entry in try node.list("hosts") {
      let host = try SignerHost(entry, keysFolder: keys)
      guard !hosts.contains(where: { $0.name == host.name }) else {
        throw entry.error("name", "\(host.name) stands twice", next: "Keep one entry for each host.")
      }
      hosts.append(host)
    }
    guard !hosts.isEmpty else {
      throw node.error("hosts", "names no host, so there is nothing to sign for", next: "Name one.")
    }
    self.hosts = hosts
    let listen = try node.mapIfPresent("listen")
    self.listener = if let listen { try SignerListener(listen) } else { nil }
    try node.finish()
  }
}

extension SignerHost {
  fileprivate init(_ node: SettingsNode, keysFolder: String) throws(SettingsError) {
    let name = try node.value("name") { try HostName($0) }
    let files = try node.strings("keys", default: ["\(name)/"])
    let isNamed = node.has("keys")
    for file in files where file.contains("..") || file.hasPrefix("/") {
      throw node.error("keys", "`\(file)` leads out of the folder of keys", next: "Name a file in \(keysFolder).")
    }
    let with = try node.values("with") { try HostName($0) }
    guard !with.contains(name) else {
      throw node.error("with", "\(name) is the host itself", next: "Name the hosts of its relationships.")
    }
    let place = node.place("name")
    let keyPaths = files.enumerated().map { index, file in
      KeyPath(path: "\(keysFolder)/\(file)", place: isNamed ? node.place("keys", element: index) : place)
    }
    self.init(name: name, place: place, keyPaths: keyPaths, with: Set(with))
  }
}

extension SignerListener {
  fileprivate init(_ node: SettingsNode) throws(SettingsError) {
    let written = try node.string("address")
    guard let address = PartnerAddress(written) else {
      throw node.error("address", "`\(written)` is no address with a port", next: "Write `192.0.2.1:4434`.")
    }
    self.address = address
    self.identityFolder = try node.path("identity")
    self.identityPlace = node.place("identity")
    self.agentFiles = try node.strings("agents").map { node.absolute($0) }
    self.agentPlaces = self.agentFiles.indices.map { node.place("agents", element: $0) }
    guard (1...PinnedPartner.maximumPins).contains(self.agentFiles.count) else {
      throw node.error("agents", "one or two certificates are taken, not \(self.agentFiles.count)")
    }
  }
}

private struct UnknownUser: Error, CustomStringConvertible {
  let name: String
  var description: String { "there is no user `\(self.name)` on this machine" }
}

/// The number of a user given by number or name.
private func userNumber(_ text: String) throws -> UInt32 {
  if let number = UInt32(text) { return number }
  var entry = passwd()
  var found: UnsafeMutablePointer<passwd>?
  var buffer = [CChar](repeating: 0, count: 16_384)
  guard getpwnam_r(text, &entry, &buffer, buffer.count, &found) == 0, found != nil else {
    throw UnknownUser(name: text)
  }
  return entry.pw_uid
}
