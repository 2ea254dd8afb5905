import Declarations
import Loopback
import TLSKeys

/// The zones of a world: how each is signed, what stands in it from the start, and who may write what.
struct WorldZones {
  let sites: [LabHost: Site]
  let forge: DeclarationForge
  /// The pin of the agent that the host `rented` names, which is not the one that speaks for it.
  let otherAgent: KeyDigest
  let keys: [LabHost: UpdateKey]

  func all() throws -> [KnotZone] {
    try LabHost.allCases.map { host in
      KnotZone(
        host.zone, try self.signing(of: host), records: ["@ A 127.0.0.1"] + (try self.records(of: host)),
        updateKeys: self.keys[host].map { [$0] } ?? [])
    }
  }

  /// A key for every zone that takes updates, confined to TXT records at and below `_m2dmrt`.
  static func makeKeys() -> [LabHost: UpdateKey] {
    var keys: [LabHost: UpdateKey] = [:]
    for host in LabHost.allCases where host.takesUpdates {
      keys[host] = UpdateKey(name: "update.\(host.name)", secret: Self.randomSecret())
    }
    return keys
  }

  private func signing(of host: LabHost) throws -> KnotZone.Signing {
    switch host {
    case .unsigned, .quiet: .unsigned
    case .altered:
      // Somebody with access to the server puts a key of his own in the place of the payment host's.
      .altered(from: try self.digest(of: .payment), to: try self.digest(of: .stray))
    default: .signed
    }
  }

  private func digest(of host: LabHost) throws -> String {
    try self.site(host).key().publicKey.digest.base64URL
  }

  private func records(of host: LabHost) throws -> [String] {
    switch host {
    case .altered: try self.declaration(of: host)
    case .unsigned: try self.declaration(of: host)
    case .quiet: try self.declaration(of: host, to: .demanding)
    case .replaying: [self.policy(PolicyRecord(origin: .enforce))] + (try self.declaration(of: host, ended: 60))
    case .half:
      [self.policy(PolicyRecord(origin: .enforce)), try self.declaration(of: host)[0]]
    case .rented: [self.policy(PolicyRecord(origin: .enforce, agents: [self.otherAgent]))]
    default: []
    }
  }

  private func policy(_ record: PolicyRecord) -> String { ZoneLine.txt(RelationshipNames.label, record.text) }

  private func declaration(
    of host: LabHost, to destination: LabHost = .payment, ended: Int64? = nil
  ) throws -> [String] {
    let halves = try self.forge.halves(of: self.site(host), and: self.site(destination), ended: ended)
    let owner = "\(destination.name).\(RelationshipNames.label)"
    return [ZoneLine.txt(owner, halves.origin), ZoneLine.txt(owner, halves.destination)]
  }

  private func site(_ host: LabHost) throws(LabError) -> Site {
    guard let site = self.sites[host] else { throw LabError("there is no site \(host.name)") }
    return site
  }

  private static func randomSecret() -> String {
    var generator = SystemRandomNumberGenerator()
    return Base64.encode((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }
}
