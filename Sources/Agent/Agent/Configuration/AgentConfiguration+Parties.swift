import Declarations
import PartnerLink
import Relationships
import Settings
import TLSKeys

extension AgentConfiguration {
  static func hosts(_ file: SettingsNode, now: Int64, _ faults: inout SettingsFaults) -> [Host] {
    guard let nodes = faults.attempt({ () throws(SettingsError) in try file.list("hosts") }) else { return [] }
    if nodes.isEmpty {
      faults.add(file.error("hosts", "names no host", next: "Name at least one host this agent speaks for."))
    }
    var hosts: [Host] = []
    for node in nodes {
      let host = faults.attempt { () throws(SettingsError) in try Self.host(node, besides: hosts, now: now) }
      if let host { hosts.append(host) }
    }
    return hosts
  }

  private static func host(
    _ node: SettingsNode, besides others: [Host], now: Int64
  ) throws(SettingsError) -> Host {
    let name = try node.value("name", next: "Write it in lower case, without a final dot.") { try HostName($0) }
    guard !others.contains(where: { $0.name == name }) else {
      throw node.error("name", "\(name) stands here twice", next: "Keep one.")
    }
    let certificate: LeafCertificate? =
      if let path = try node.pathIfPresent("certificate") {
        try Self.currentCertificate(path, of: .host, at: node.place("certificate"), now: now)
      } else {
        nil
      }
    return Host(name: name, certificate: certificate, signers: try Self.signers(node, now: now))
  }

  /// - Returns: the partners, and what should be put right though they can be spoken to.
  static func partners(
    _ file: SettingsNode, now: Int64, _ faults: inout SettingsFaults
  ) -> (partners: [Partner], warnings: [SettingsError]) {
    var partners: [Partner] = []
    var warnings: [SettingsError] = []
    let nodes = faults.attempt { () throws(SettingsError) in try file.list("partners", optional: true) }
    for node in nodes ?? [] {
      let read = faults.attempt { () throws(SettingsError) in try Self.partner(node, besides: partners, now: now) }
      guard let read else { continue }
      partners.append(read.partner)
      warnings += read.warnings
    }
    return (partners, warnings)
  }

  private static func partner(
    _ node: SettingsNode, besides others: [Partner], now: Int64
  ) throws(SettingsError) -> (partner: Partner, warnings: [SettingsError]) {
    let name = try node.string("name")
    guard !others.contains(where: { $0.name == name }) else {
      throw node.error("name", "\(name) stands here twice", next: "Give each partner a name of its own.")
    }
    let address = try node.value("address", next: "Write a host and a port: `agent.example:7443`.", Self.address)
    let (certificates, warnings) = try Self.partnerCertificates(name, node, now: now)
    if let other = others.first(where: {
      !Set($0.certificates.map(\.pin)).isDisjoint(with: certificates.map(\.pin))
    }) {
      throw node.error("certificates", "\(other.name) has the same key", next: "Give each partner its own certificate.")
    }
    let pairs = try node.values("pairs", next: "Write `origin>destination`; `*` stands for any host.") { text in
      guard let rule = PairRule(text) else { throw ConfigurationProblem("`\(text)` is not a pair of host names") }
      return rule
    }
    let partner = Partner(
      name: name, address: address, certificates: certificates, pairs: pairs,
      maximumValidity: try Self.maximumValidity(node))
    return (partner, warnings)
  }

  /// Agents sign for two weeks; a partner may want less, so that what it ends is over sooner.
  private static func maximumValidity(_ node: SettingsNode) throws(SettingsError) -> Int64? {
    guard node.has("maximumValidity") else { return nil }
    let usual = Duration.seconds(StatementTimes.validity)
    return try node.duration("maximumValidity", in: .seconds(3600)...usual, default: usual).components.seconds
  }

  /// The certificates of a partner that hold now. One of two may have ended: that is a warning. None left is an error.
  private static func partnerCertificates(
    _ name: String, _ node: SettingsNode, now: Int64
  ) throws(SettingsError) -> (current: [PartnerCertificate], faults: [SettingsError]) {
    var all: [PartnerCertificate] = []
    var current: [PartnerCertificate] = []
    var faults: [SettingsError] = []
    for (index, path) in try node.strings("certificates").map({ node.absolute($0) }).enumerated() {
      let place = node.place("certificates", element: index)
      let certificate = try Self.certificate(path, of: .partner, at: place)
      all.append(PartnerCertificate(certificate))
      if let fault = Self.fault(in: certificate, path, of: .partner, at: place, now: now) {
        faults.append(fault)
      } else {
        current.append(PartnerCertificate(certificate))
      }
    }
    guard PinnedPartner(name: name, pins: all.map(\.pin)) != nil else {
      throw node.error(
        "certificates", "should name one certificate, or two of different keys during a rotation",
        next: "Ask the partner for its agent's certificate.")
    }
    if current.isEmpty, let fault = faults.first { throw fault }
    return (current, faults)
  }
}
