import Foundation
import Loopback

/// The files of one organization, all in a folder of its name: what its operator would write by hand.
struct OrganizationFiles: Sendable {
  /// The DNS that its agent uses.
  struct Names: Sendable {
    /// `address:port`, as are the others.
    let resolver: String
    let authority: String
    /// The TSIG keys it may use, by zone.
    let keys: [LabHost: UpdateKey]
  }

  let plan: OrganizationPlan
  let folder: TemporaryFolder

  var agentFile: String { self.path("warifud.yaml") }
  var agentOutput: String { self.path("warifud.log") }
  var controlSocket: String { self.path("agent.sock") }
  var signerFile: String { self.path("signer.yaml") }
  var signerOutput: String { self.path("warifu-signer.log") }
  var signerSocket: String { self.path("signer.sock") }
  /// The signing agent's own log of signatures and refusals.
  var signerLog: String { self.path("signatures.log") }

  func write(_ names: Names) throws {
    for folder in ["keys", "secrets", "partners"] { try self.folder.makeFolder(self.name(folder)) }
    for partner in self.plan.partners {
      try self.folder.write(partner.certificatePEM, to: self.name("partners/\(partner.name).pem"))
    }
    for host in self.plan.hosts {
      guard let key = names.keys[host] else { continue }
      try self.folder.write(key.secret + "\n", to: self.name("secrets/\(host.name)"), mode: 0o600)
    }
    try self.folder.write(self.agentText(names), to: self.name("warifud.yaml"), mode: 0o600)
    try self.folder.write(self.signerText, to: self.name("signer.yaml"), mode: 0o600)
  }

  /// Puts a host's key, with its certificate, where the signing agent looks for it.
  func install(_ site: Site) throws {
    try self.folder.write(
      site.owned.keyPEM + site.owned.certificatePEM, to: self.name("keys/\(site.host.name).pem"), mode: 0o600)
  }

  private func name(_ file: String) -> String { "\(self.plan.name)/\(file)" }

  private func path(_ file: String) -> String { self.folder.file(self.name(file)) }

  private func agentText(_ names: Names) -> String {
    var lines = ["organization: \(self.plan.name)", "identity: identity", "listen: 127.0.0.1:\(self.plan.port)"]
    lines += ["socket: agent.sock", "state: state", "resolver:", "  path: \(names.resolver)"]
    lines += ["  fresh: \(names.authority)", "  trustAnchor: \(self.folder.file(WorldFiles.trustAnchor))", "hosts:"]
    for host in self.plan.hosts { lines += ["  - name: \(host.name)", "    signer: signer.sock"] }
    lines.append("partners:")
    for partner in self.plan.partners {
      lines += ["  - name: \(partner.name)", "    address: 127.0.0.1:\(partner.port)"]
      lines += ["    certificates: [partners/\(partner.name).pem]", "    pairs:"]
      lines += partner.pairs.map { "      - \"\($0)\"" }
    }
    let zones = self.plan.hosts.compactMap { host in names.keys[host].map { (host, $0) } }
    if !zones.isEmpty { lines.append("publishers:") }
    for (host, key) in zones {
      lines += ["  - zone: \(host.name)", "    server: \(names.authority)", "    key:", "      name: \(key.name)"]
      lines += ["      algorithm: \(key.algorithm)", "      secretFile: secrets/\(host.name)"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var signerText: String {
    var lines = ["socket: signer.sock", "keys: keys", "log: signatures.log", "hosts:"]
    for host in self.plan.hosts {
      let others = Set(self.plan.partners.flatMap(\.pairs).compactMap { $0.other(than: host)?.name }).sorted()
      lines += [
        "  - name: \(host.name)", "    keys: [\(host.name).pem]", "    with: [\(others.joined(separator: ", "))]",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension OrganizationFiles.Names {
  init(_ names: WorldNames) {
    self.init(
      resolver: "\(names.unbound.address):\(names.unbound.port)", authority: "\(names.knot.address):\(names.knot.port)",
      keys: names.updateKeys)
  }
}
