package import Declarations
package import Findings
import DNS
import DNSWire
package import TLSKeys

/// Looks at the ground that declarations stand on: zones, their servers and keys, and the policy records in them. Nothing is
/// changed but, where nothing else shows what a TSIG key may do, by a TXT record that is deleted at once.
package struct ZoneHealth: Sendable {
  private let resolvers: ResolverPaths
  private let clock: ClockLedger
  private let patience: ZonePatience
  private let now: @Sendable () -> Int64
  private let label: @Sendable () -> String

  /// - Parameters:
  ///   - resolvers: the zones' own servers through an empty cache, then what stands in where these cannot be reached.
  ///   - clock: where it is noted what time the servers have.
  ///   - now: Unix seconds.
  ///   - label: a label that nobody has, of letters and digits, another one each time.
  package init(
    resolvers: ResolverPaths, clock: ClockLedger, patience: ZonePatience = ZonePatience(),
    now: @escaping @Sendable () -> Int64, label: @escaping @Sendable () -> String = Self.randomLabel
  ) {
    self.resolvers = resolvers
    self.clock = clock
    self.patience = patience
    self.now = now
    self.label = label
  }

  /// `warifu-probe-` and 64 random bits.
  package static let randomLabel: @Sendable () -> String = {
    "warifu-probe-" + String(UInt64.random(in: .min ... .max), radix: 36)
  }

  /// What there is to examine in a zone.
  package func checks(_ zone: ExaminedZone) -> [Check] {
    let survey = self.patience.query * 5 + self.patience.transfer * 2 + self.resolvers.longest
    return [
      Check("the zone's servers and signatures", zone.subject, within: survey) { await self.servers(zone) },
      Check("the chain of trust", zone.subject, within: self.patience.query + self.resolvers.longest + .seconds(2)) {
        await self.chain(zone)
      },
      // Long enough that what is being written is deleted again.
      Check("where the TSIG key may write", zone.subject, within: self.patience.update * 8 + .seconds(30)) {
        await self.key(zone)
      },
    ]
  }

  /// The policy record of a host.
  /// - Parameter pin: this agent's.
  package func policyCheck(_ host: HostName, pin: KeyDigest) -> Check? {
    guard let owner = RelationshipNames.policyOwner(host).flatMap({ try? DomainName($0) }) else { return nil }
    let subject = FindingSubject(.host, host.description)
    return Check("the policy record", subject, within: self.resolvers.longest + .seconds(2)) {
      PolicyRules.judge(host, owner, await self.resolvers.lookup(owner, .txt), pin: pin)
    }
  }

  private func servers(_ zone: ExaminedZone) async -> [Finding] {
    let survey = ZoneSurvey(
      zone: zone, resolvers: self.resolvers, now: self.now, absentLabel: self.label(), patience: self.patience)
    let facts = await survey.facts()
    // Signatures that begin in the future show a clock that is slow; nobody signs ahead.
    if let begin = facts.signatures.map(\.begin).max(), begin - facts.now > ClockRules.tolerance {
      self.clock.note(ClockReading("the signer of \(zone.name)", difference: begin - facts.now))
    }
    return ServerRules.judge(facts) + SigningRules.judge(facts) + DenialRules.judge(facts) + MemoryRules.judge(facts)
  }

  private func chain(_ zone: ExaminedZone) async -> [Finding] {
    let survey = DelegationSurvey(zone: zone, resolvers: self.resolvers, timeout: self.patience.query)
    return DelegationRules.judge(await survey.facts())
  }

  private func key(_ zone: ExaminedZone) async -> [Finding] {
    let now = self.now
    let updater = DynamicUpdater(
      server: zone.primary, key: zone.key, timeout: self.patience.update,
      now: { UInt64(clamping: now() - UpdateProbe.backdate) })
    let probe = UpdateProbe(
      zone: zone.name, updater: updater, timeout: self.patience.query, clock: self.clock, now: now)
    return await KeyScope(zone: zone, probe: probe, label: self.label, budget: .seconds(20)).findings()
  }
}
