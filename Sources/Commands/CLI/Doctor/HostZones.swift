import Agent
import DNSWire
import Declarations
import Findings
import ZoneHealth

/// Which host's records stand in which of the zones that the agent writes into.
struct HostZones {
  let zones: [ExaminedZone]
  /// What is said of hosts whose records stand in none of them.
  let homeless: [Finding]

  init(_ configuration: AgentConfiguration, declarations: [DomainName]) {
    func closest(_ owner: DomainName) -> DomainName? {
      configuration.publishers.map(\.zone).filter { owner.isSubdomain(of: $0) }.max { $0.wire.count < $1.wire.count }
    }
    func zone(of host: HostName) -> DomainName? {
      RelationshipNames.policyOwner(host).flatMap { try? DomainName($0) }.flatMap(closest)
    }
    let hosts = configuration.hosts.map(\.name)
    self.zones = configuration.publishers.map { publisher in
      ExaminedZone(
        name: publisher.zone, primary: publisher.server, servers: publisher.servers, key: publisher.key,
        hosts: hosts.filter { zone(of: $0) == publisher.zone },
        declarations: declarations.filter { closest($0) == publisher.zone })
    }
    self.homeless = hosts.filter { zone(of: $0) == nil }.map { host in
      Finding(
        DoctorCode.hostWithoutZone, FindingSubject(.host, host.description), ConfigurationText.withoutZone(host),
        evidence: configuration.publishers.map { Evidence("zone", "\($0.zone)") })
    }
  }
}
