import AgentStore
import DNS
import DNSWire
import Declarations
import HopVerifier
import Logging
import Logs
import Monitoring
import PartnerLink
import Relationships
import Settings
import TLSKeys
import TLSProbe

/// The monitor of one term, put together: what is looked at, and where it is told.
struct AgentMonitor: Sendable {
  let outlets: EventOutlets
  private let monitor: Monitor
  private let webhook: Webhook?
  private let metrics: MetricsServer?

  /// The event log is open, nothing is looked at, and nobody is listened to yet.
  ///
  /// - Parameters:
  ///   - usual: the resolver that clients would ask.
  ///   - fresh: the zones' own servers.
  init(
    _ settings: MonitorSettings, _ configuration: AgentConfiguration, opened: OpenedStore, parties: Parties,
    usual: ValidatingResolver, fresh: FreshLookups, board: MonitorBoard, startedAt: Int64, logger: Logger,
    now: @escaping @Sendable () -> Int64
  ) throws {
    self.webhook = try settings.webhook.map {
      try Webhook($0, extraRootsPEM: settings.extraRoots, board: board, logger: logger)
    }
    let log = try settings.events.map { try LineFile($0, mode: EventOutlets.logMode) }
    let outlets = EventOutlets(log: log, webhook: self.webhook, board: board, logger: logger)
    self.outlets = outlets
    let deadline = configuration.limits.lookup
    let probe = try TLSProbe(extraRootsPEM: settings.extraRoots.map { [$0] } ?? [])
    let freshNames = FreshNames(fresh, path: try ValidatingResolver(configuration.fresh))
    let verifier = HopVerifier(
      names: usual, startsAtZoneServers: false, freshLook: FreshLook(name: "the zones' own servers") { freshNames },
      memory: NoPolicyMemory(), deadline: deadline, now: now)
    let visitor = SiteVisitor(names: usual, probe: probe, deadline: deadline)
    let servers = ZoneServers(
      known: configuration.publishers.map { ($0.zone, $0.servers) }, names: usual, deadline: deadline)
    let chains = ChainVerifier(verifier: verifier, names: usual, probe: probe, deadline: deadline)
    let certificates = Self.certificates(configuration)
    board.keep(
      partners: Set(parties.organization.partners.map(\.name)),
      signers: Set(parties.signerHosts.map(\.place.description)))
    self.monitor = Monitor(
      interval: settings.interval, list: StoredWatchList(store: opened.store, division: opened.division),
      looking: { Looker(verifier: verifier, visitor: visitor, servers: servers, ports: settings.ports, now: now) },
      urls: settings.urls, follow: { await chains.follow($0) },
      checks: [
        MonitorCheck { for event in board.take(certificates.map(\.expiry), at: now()) { outlets.tell(event) } }
      ] + Self.checks(parties, board, now: now),
      board: board, tell: { outlets.tell($0) }, clock: .real(now: now), logger: logger)
    let store = opened.store
    self.metrics = settings.metrics.map { address in
      MetricsServer(host: address.host, port: Int(address.port), logger: logger) {
        let facts = AgentFacts(
          version: ProductVersion.current, startedAt: startedAt, interval: settings.interval.components.seconds,
          relationships: await Self.states(store), certificates: certificates)
        return MetricsPage(facts, board.snapshot).text
      }
    }
  }

  /// Whether it listens for those who read metrics, once it does or will not; true where nobody is to be listened to.
  var isListening: Bool {
    get async { if let metrics { await metrics.listeningPort != nil } else { true } }
  }

  /// Looks, tells and serves until the task is cancelled.
  func run() async throws {
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await self.monitor.run() }
        if let webhook { group.addTask { await webhook.run() } }
        if let metrics { group.addTask { try await metrics.run() } }
        for try await _ in group {}
      }
    } catch is CancellationError {
      return
    }
  }

  private static func certificates(_ configuration: AgentConfiguration) -> [AgentFacts.Certificate] {
    let own = AgentFacts.Certificate(
      party: "own", pin: configuration.identity.pin.base64URL, expires: configuration.identity.certificate.notAfter)
    return [own]
      + configuration.partners.flatMap { partner in
        partner.certificates.map {
          AgentFacts.Certificate(party: partner.name, pin: $0.pin.base64URL, expires: $0.leaf.notAfter)
        }
      }
  }

  /// Each partner is greeted, and each signing agent asked for a host's keys.
  private static func checks(
    _ parties: Parties, _ board: MonitorBoard, now: @escaping @Sendable () -> Int64
  ) -> [MonitorCheck] {
    let partners = parties.organization.partners.map { partner in
      MonitorCheck {
        let isReached = await Self.answers { () async throws(StepFailure) in _ = try await partner.agent.hello() }
        if !Task.isCancelled { board.note(partner: partner.name, isReached: isReached, at: now()) }
      }
    }
    let signers = parties.signerHosts.map { place, signer, host in
      MonitorCheck {
        let isReached = await Self.answers { () async throws(StepFailure) in _ = try await signer.keys(of: host) }
        if !Task.isCancelled { board.note(signer: place.description, isReached: isReached, at: now()) }
      }
    }
    return partners + signers
  }

  /// How many relationships are in each state; nil where the store cannot be asked.
  // Out of line: see the typed throws in CONTRIBUTING.md.
  @inline(never)
  private static func states(_ store: any RelationshipStore) async -> [String: Int]? {
    do throws(StoreError) {
      let counts = try await store.counts()
      return Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
    } catch {
      return nil
    }
  }

  /// Whether somebody answered, be it with a refusal.
  @inline(never)
  private static func answers(_ ask: () async throws(StepFailure) -> Void) async -> Bool {
    do throws(StepFailure) {
      try await ask()
      return true
    } catch {
      return error.kind == .refused
    }
  }
}
