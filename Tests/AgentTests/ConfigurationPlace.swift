import Agent
import Foundation
import Loopback
import PartnerLink
import Settings

/// A folder with a good configuration and with files that are good for mistakes.
final class ConfigurationPlace {
  let folder: TemporaryFolder
  let now = Int64(Date().timeIntervalSince1970)

  init() throws {
    self.folder = try TemporaryFolder()
    let authority = try TestCertificateAuthority()
    let host = try authority.issue(["ec-1.test"])
    _ = try AgentIdentity.create(in: self.folder.file("identity"), name: "shop", now: self.now)
    let pay = try AgentIdentity.create(in: self.folder.file("pay"), name: "pay", now: self.now)
    try self.folder.write(pay.certificatePEM, to: "pay.pem")
    try self.folder.write(host.certificatePEM, to: "host.pem")
    try self.folder.write(host.certificatePEM + host.keyPEM, to: "both.pem", mode: 0o600)
    try self.folder.write(try authority.issueExpired(["ec-1.test"]).certificatePEM, to: "expired.pem")
    try self.folder.write(AgentWorld.secret + "\n", to: "tsig", mode: 0o600)
    try self.folder.write(AgentWorld.secret + "\n", to: "open", mode: 0o644)
    try self.folder.write("c2hvcnQ=\n", to: "short", mode: 0o600)
    try self.folder.write(
      ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D\n", to: "root.ds")
    try self.folder.write(Self.text, to: "warifud.yaml")
  }

  func load() throws(SettingsError) -> AgentConfiguration {
    try AgentConfiguration.load(self.folder.file("warifud.yaml"), now: self.now)
  }

  static let text = """
    organization: shop
    identity: identity
    listen: 127.0.0.1:7443
    socket: shop.sock
    state: state
    resolver:
      path: 127.0.0.1:5312
      trustAnchor: root.ds
      fresh: recursive
    hosts:
      - name: ec-1.test
        certificate: host.pem
        signer: signer.sock
    partners:
      - name: pay
        address: 127.0.0.1:7444
        certificates: [pay.pem]
        pairs: ["ec-1.test>pay-1.test"]
        maximumValidity: 7d
    publishers:
      - zone: ec-1.test
        server: 127.0.0.1:5311
        servers: ["127.0.0.1:5311"]
        key:
          name: agent
          algorithm: hmac-sha256
          secretFile: tsig
        ttl: 300
    limits:
      update: 5s

    """
}
