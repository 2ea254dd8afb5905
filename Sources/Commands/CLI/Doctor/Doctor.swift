import Monitoring
import Agent
import AgentControl
import DNS
import DNSWire
import Declarations
import Findings
import Foundation
import PartnerLink
import ZoneHealth

/// Examines everything that an agent's configuration names.
struct Doctor: Sendable {
  let configuration: AgentConfiguration
  /// Unix seconds.
  let now: @Sendable () -> Int64

  func findings() async -> [Finding] {
    let clock = ClockLedger()
    let declarations = await self.declarations()
    let checks =
      self.installation() + self.names(clock, declarations)
      + self.configuration.hosts.flatMap { host in
        host.signers.map {
          SignerCheck(host: host, place: $0, identity: self.configuration.identity, clock: self.now).check
        }
      }
      + self.configuration.partners.map { partner in
        PartnerCheck(configuration: self.configuration, partner: partner, clock: clock, now: self.now).check
      }
    let machine = ProcessInfo.processInfo.hostName
    return await Examination.run(checks) + ClockRules.judge(clock.readings, machine: machine)
  }

  private func installation() -> [Check] {
    let file = self.configuration.file
    let good = Finding(
      DoctorCode.configurationGood, FindingSubject(.installation, file),
      ConfigurationText.good(self.configuration), evidence: [Evidence("file", file)])
    return [
      Check("the configuration", good.subject, within: .seconds(1)) { [good] },
      IdentityCheck(identity: self.configuration.identity, now: self.now()).check,
      StoreCheck(folder: self.configuration.state, file: self.configuration.storeFile).check,
      AgentCheck(configuration: self.configuration, now: self.now()).check,
    ] + self.configuration.publishers.map { KeyFileCheck(publisher: $0).check } + ResolverCheck.all(self.configuration)
  }

  /// Zones, and the policy records of the hosts.
  private func names(_ clock: ClockLedger, _ declarations: [DomainName]) -> [Check] {
    let deadline = min(self.configuration.limits.lookup, .seconds(10))
    let paths: [(name: String, resolver: ValidatingResolver)]
    do {
      let fresh = ("the zones' own servers", try ValidatingResolver(self.configuration.fresh))
      let usual = ("the usual resolver", try ValidatingResolver(self.configuration.resolver))
      paths = self.configuration.fresh == self.configuration.resolver ? [fresh] : [fresh, usual]
    } catch {
      let unusable = Finding.notTested(
        FindingSubject(.installation, "resolver"), "all that stands in the DNS", because: "\(error)")
      return [Check("the resolver", unusable.subject, within: .seconds(1)) { [unusable] }]
    }
    let health = ZoneHealth(
      resolvers: ResolverPaths(paths, deadline: deadline), clock: clock,
      patience: ZonePatience(update: self.configuration.limits.update), now: self.now)
    let hosts = HostZones(self.configuration, declarations: declarations)
    return hosts.zones.flatMap { health.checks($0) }
      + self.configuration.hosts.compactMap { health.policyCheck($0.name, pin: self.configuration.identity.pin) }
      + hosts.homeless.map { finding in Check("the host's zone", finding.subject, within: .seconds(1)) { [finding] } }
  }

  /// The owner names of the declarations that the running agent knows; none where it does not run.
  private func declarations() async -> [DomainName] {
    let socket = self.configuration.socket
    guard FileManager.default.fileExists(atPath: socket) else { return [] }
    let known = await Deadline.run(.seconds(3)) {
      try? await ControlClient.connected(to: socket) { try await $0.relationships() }
    }
    return (known ?? nil)?.compactMap { $0.state == "established" ? try? DomainName($0.owner) : nil } ?? []
  }
}
