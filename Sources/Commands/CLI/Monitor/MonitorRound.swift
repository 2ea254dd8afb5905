import AgentControl
import DNS
import DNSWire
import Declarations
import HopVerifier
import Monitoring
import TLSProbe

/// One look at all of an agent's relationships from here, or at those that are named.
struct MonitorRound: Sendable {
  let path: NamesPath
  let probe: TLSProbe
  let ports: [HostName: Int]
  let deadline: Duration
  /// Those to be looked at; all that are established where empty.
  let named: [WatchedPair]
  let thresholds: MonitorThresholds

  func look(_ agent: ControlClient) async throws -> MonitorResult {
    let status = try await agent.status()
    let relationships = try await agent.relationships()
    let pairs = self.named.isEmpty ? relationships.filter(\.isPublished).compactMap(WatchedPair.init) : self.named
    let known = Set(relationships.compactMap(WatchedPair.init))
    let looker = self.looker(status)
    let observations = await withTaskGroup(of: Observation?.self) { group in
      var observations: [Observation] = []
      var rest = pairs[...]
      for _ in 0..<Monitor.mostAtOnce {
        guard let pair = rest.popFirst() else { break }
        group.addTask { await Self.look(pair, known.contains(pair) ? agent : nil, looker) }
      }
      for await observation in group {
        observations += [observation].compactMap(\.self)
        guard let pair = rest.popFirst() else { continue }
        group.addTask { await Self.look(pair, known.contains(pair) ? agent : nil, looker) }
      }
      return observations
    }
    var agents = [Self.expiry(status.organization, status.identityExpires)]
    agents += try await agent.partners().map { Self.expiry($0.name, $0.certificateExpires) }
    return MonitorResult(observations, agents: agents, thresholds: self.thresholds, now: Moment.now)
  }

  private static func expiry(_ party: String, _ at: Int64) -> Expiry {
    Expiry(.agentCertificate, of: party, at: at, margin: Expiry.agentCertificateMargin)
  }

  private func looker(_ status: AgentStatus) -> Looker {
    let verifier = HopVerifier(
      names: self.path.names, startsAtZoneServers: false, freshLook: self.path.freshLook, memory: NoPolicyMemory(),
      deadline: self.deadline, now: { Moment.now })
    let zones = status.zones.compactMap { zone -> (zone: DomainName, servers: [ServerAddress])? in
      guard let name = try? DomainName(zone.name) else { return nil }
      return (name, zone.servers.compactMap { try? ServerAddress($0, defaultPort: 53) })
    }
    return Looker(
      verifier: verifier,
      visitor: SiteVisitor(names: self.path.names, probe: self.probe, deadline: self.deadline),
      servers: ZoneServers(known: zones, names: self.path.names, deadline: self.deadline), ports: self.ports,
      now: { Moment.now })
  }

  /// - Parameter agent: nil where it does not know the pair.
  /// - Returns: nil where it has ended meanwhile.
  private static func look(_ pair: WatchedPair, _ agent: ControlClient?, _ looker: Looker) async -> Observation? {
    let found = await Deadline.run(Monitor.lookLimit) {
      await looker.look(pair) { await Self.right(pair, agent) }
    }
    return found ?? .unknown(pair, at: Moment.now, because: "the look took longer than \(Monitor.lookLimit)")
  }

  // Out of line: see the typed throws in CONTRIBUTING.md.
  @inline(never)
  private static func right(_ pair: WatchedPair, _ agent: ControlClient?) async -> [Set<[UInt8]>]? {
    guard let agent else { return [] }
    let info = try? await agent.relationship(
      origin: pair.origin.description, destination: pair.destination.description)
    guard let info else { return [] }
    guard info.isPublished else { return nil }
    // While it is renewed, what stands is not told: then what most servers have is right.
    return info.isRenewing ? [] : [Set((info.originHalves + info.destinationHalves).map { Array($0.utf8) })]
  }
}

extension RelationshipInfo {
  fileprivate var isPublished: Bool { self.state == "established" || (self.isRenewing && self.state != "withdrawing") }
}

extension WatchedPair {
  fileprivate init?(_ info: RelationshipInfo) {
    guard let origin = try? HostName(info.origin), let destination = try? HostName(info.destination) else { return nil }
    self.init(origin: origin, destination: destination)
  }
}
