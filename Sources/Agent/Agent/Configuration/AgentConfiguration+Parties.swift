import Declarations
import Foundation
import PartnerLink
import Relationships
import Settings
import TLSKeys

extension AgentConfiguration {
  static func hosts(_ nodes: [SettingsNode], now: Int64) throws(SettingsError) -> [Host] {
    var hosts: [Host] = []
    for node in nodes {
      let name = try node.value("name", next: "Write it in lower case, without a final dot.") { try HostName($0) }
      guard !hosts.contains(where: { $0.name == name }) else {
        throw node.error("name", "\(name) stands here twice", next: "Keep one.")
      }
      let certificate: LeafCertificate? =
        if let path = try node.pathIfPresent("certificate") {
          try Self.certificate(path, node, now: now)
        } else {
          nil
        }
      hosts.append(Host(name: name, certificate: certificate, signer: try node.path("signer")))
    }
    return hosts
  }

  static func partners(_ nodes: [SettingsNode], now: Int64) throws(SettingsError) -> [Partner] {
    var partners: [Partner] = []
    for node in nodes {
      let name = try node.string("name")
      guard !partners.contains(where: { $0.name == name }) else {
        throw node.error("name", "\(name) stands here twice", next: "Give each partner a name of its own.")
      }
      let address = try node.value("address", next: "Write a host and a port: `agent.example:7443`.", Self.address)
      var certificates: [PartnerCertificate] = []
      for path in try node.strings("certificates").map({ node.absolute($0) }) {
        certificates.append(try Self.partnerCertificate(path, node, now: now))
      }
      guard PinnedPartner(name: name, pins: certificates.map(\.pin)) != nil else {
        throw node.error(
          "certificates", "should name one certificate, or two of different keys during a rotation",
          next: "Ask the partner for its agent's certificate.")
      }
      if let other = partners.first(where: {
        !Set($0.certificates.map(\.pin)).isDisjoint(with: certificates.map(\.pin))
      }) {
        throw node.error(
          "certificates", "\(other.name) has the same key", next: "Give each partner its own certificate.")
      }
      let pairs = try node.values("pairs", next: "Write `origin>destination`; `*` stands for any host.") { text in
        guard let rule = PairRule(text) else { throw ConfigurationProblem("`\(text)` is not a pair of host names") }
        return rule
      }
      partners.append(
        Partner(
          name: name, address: address, certificates: certificates, pairs: pairs,
          maximumValidity: try Self.maximumValidity(node)))
    }
    return partners
  }

  /// Agents sign for two weeks; a partner may want less, so that what it ends is over sooner.
  private static func maximumValidity(_ node: SettingsNode) throws(SettingsError) -> Int64? {
    guard node.has("maximumValidity") else { return nil }
    let usual = Duration.seconds(StatementTimes.validity)
    return try node.duration("maximumValidity", in: .seconds(3600)...usual, default: usual).components.seconds
  }

  private static func partnerCertificate(
    _ path: String, _ node: SettingsNode, now: Int64
  ) throws(SettingsError) -> PartnerCertificate {
    let certificate: PartnerCertificate
    do {
      certificate = try PartnerCertificate.load(path)
    } catch {
      throw node.error("certificates", "\(error)")
    }
    try Self.judge(certificate.leaf, path, node, "certificates", now: now)
    return certificate
  }

  private static func certificate(
    _ path: String, _ node: SettingsNode, now: Int64
  ) throws(SettingsError) -> LeafCertificate {
    let certificate: LeafCertificate
    do {
      certificate = try PartnerCertificate.load(path).leaf
    } catch {
      throw node.error("certificate", "\(error)")
    }
    try Self.judge(certificate, path, node, "certificate", now: now)
    return certificate
  }

  private static func judge(
    _ certificate: LeafCertificate, _ path: String, _ node: SettingsNode, _ key: String, now: Int64
  ) throws(SettingsError) {
    if case .failure(let error) = certificate.publicKey {
      throw node.error(key, "\(path): its key cannot be used: \(error)")
    }
    guard certificate.notAfter >= now else {
      throw node.error(key, "\(path): expired on \(Self.date(certificate.notAfter))", next: "Put its successor there.")
    }
    guard certificate.notBefore <= now else {
      throw node.error(
        key, "\(path): is valid only from \(Self.date(certificate.notBefore))", next: "Check this machine's clock.")
    }
  }

  private static func date(_ seconds: Int64) -> String {
    Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
  }
}
