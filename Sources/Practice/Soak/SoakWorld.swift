import DNS
import DNSWire
import Declarations
import Foundation
import Loopback
import TLSKeys

/// Two organizations that send users to each other, knotd with the zones of both, and a caching unbound.
final class SoakWorld: Sendable {
  /// How many zones each organization spreads its hosts over: several hosts of one zone share an update.
  private static let zonesEach = 2

  let folder: TemporaryFolder
  let knot: KnotServer
  let unbound: UnboundServer
  let parties: [SoakParty.Name: SoakParty]
  let pairs: [SoakPair]
  let firstKeys: [HostName: PrivateKey]
  let authority: ServerAddress
  let resolver: ServerAddress

  static func start(_ plan: SoakPlan) async throws -> SoakWorld {
    let folder = try TemporaryFolder(removedOnInterrupt: true)
    var parties: [SoakParty.Name: SoakParty] = [:]
    var zones: [KnotZone] = []
    var keys: [HostName: PrivateKey] = [:]
    for name in SoakParty.Name.allCases {
      let hosts = try (0..<plan.hostsEach).map { try HostName("h\($0).\(Self.zone(name, $0))") }
      let party = try SoakParty(name, hosts: hosts, programs: plan.programs, folder)
      parties[name] = party
      for host in hosts {
        let key = try PrivateKey.generate(.p256)
        keys[host] = key
        try party.install(key, of: host, number: 0)
      }
      zones += Self.zones(of: party)
    }
    let knot = try await KnotServer.start(zones, in: folder)
    let unbound = try await UnboundServer.start(
      forwardingTo: knot.forwarder, trustAnchor: knot.trustAnchorDS, in: folder)
    let world = try SoakWorld(folder, knot, unbound, parties, try Self.pairs(parties, plan), keys)
    try await world.startParties()
    return world
  }

  private init(
    _ folder: TemporaryFolder, _ knot: KnotServer, _ unbound: UnboundServer,
    _ parties: [SoakParty.Name: SoakParty], _ pairs: [SoakPair], _ keys: [HostName: PrivateKey]
  ) throws {
    self.folder = folder
    self.knot = knot
    self.unbound = unbound
    self.parties = parties
    self.pairs = pairs
    self.firstKeys = keys
    self.authority = try ServerAddress("\(knot.address):\(knot.port)")
    self.resolver = try ServerAddress("\(unbound.address):\(unbound.port)")
  }

  static func zone(_ name: SoakParty.Name, _ host: Int) -> String { "\(name)-\(host % Self.zonesEach).test" }

  static var zoneNames: [String] {
    SoakParty.Name.allCases.flatMap { name in (0..<Self.zonesEach).map { Self.zone(name, $0) } }
  }

  /// Every host's policy record names its agent from the start.
  private static func zones(of party: SoakParty) -> [KnotZone] {
    (0..<Self.zonesEach).map { number in
      let zone = Self.zone(party.name, number)
      let records = party.hosts.filter { $0.description.hasSuffix(".\(zone)") }.map { host in
        "\(RelationshipNames.label).\(host). 300 TXT \"v=M2DMRT1; p=enforce; m=\(party.pin.base64URL)\""
      }
      let key = UpdateKey(name: "\(party.name)", secret: SoakFiles.secret, isConfined: false)
      return KnotZone("\(zone).", records: records, updateKeys: [key])
    }
  }

  private static func pairs(_ parties: [SoakParty.Name: SoakParty], _ plan: SoakPlan) throws -> [SoakPair] {
    SoakParty.Name.allCases.flatMap { name -> [SoakPair] in
      guard let ours = parties[name], let theirs = parties[name.other] else { return [] }
      return ours.hosts.indices.flatMap { index in
        (0..<min(plan.partnersEach, theirs.hosts.count)).map { step in
          SoakPair(
            origin: ours.hosts[index], destination: theirs.hosts[(index + step) % theirs.hosts.count], publisher: name)
        }
      }
    }
  }

  private func startParties() async throws {
    let files = SoakFiles(
      folder: self.folder, authority: self.authority.description,
      resolver: self.resolver.description)
    for party in self.parties.values {
      guard let partner = self.parties[party.name.other] else { continue }
      let zones = Self.zoneNames.filter { $0.hasPrefix("\(party.name)-") }
      try files.write(party, partner: partner, zones: zones, anchor: self.knot.trustAnchorDS)
    }
    for party in self.parties.values {
      try await party.start(.signer)
      try await party.start(.agent)
    }
  }

  func party(_ name: SoakParty.Name) throws(SoakError) -> SoakParty {
    guard let party = self.parties[name] else { throw SoakError("there is no party \(name)") }
    return party
  }

  func party(of host: HostName) throws(SoakError) -> SoakParty {
    guard let party = self.parties.values.first(where: { $0.hosts.contains(host) }) else {
      throw SoakError("nobody has the host \(host)")
    }
    return party
  }

  /// The records that knotd itself serves for a pair now; nil while it gives no answer.
  func served(_ pair: SoakPair) async -> Set<String>? {
    guard let name = try? DomainName(pair.owner),
      let reply = try? await ServerQuery.ask(Question(name, .txt), at: self.authority, timeout: .milliseconds(900)),
      reply.header.isAuthoritative, reply.responseCode == .noError || reply.responseCode == .nameError
    else { return nil }
    return Set(
      reply.answers(name, .txt).map { record in
        String(decoding: (try? TXTData.join(record.rdata)) ?? [], as: UTF8.self)
      })
  }

  func stop() async {
    for party in self.parties.values { await party.stop() }
    await self.unbound.stop()
    await self.knot.stop()
    self.folder.close()
  }
}
