import AgentControl
import AgentStore
import DNS
import Foundation
import Logging
import Monitoring
import PartnerLink
import Relationships
import SigningService
import Synchronization
import TLSKeys

/// What the agent is as long as one configuration holds: the partners and hosts it names, the links to them, and the
/// exchange. The store and the control socket outlast it.
final class AgentTerm: Sendable {
  let configuration: AgentConfiguration
  let registrar: Registrar
  let policies: PolicyDesk
  private let links: [PartnerClient]
  private let signers: [SigningClient]
  private let partners: PartnerServer?
  private let monitor: AgentMonitor?
  private let served = Atomic(false)
  private let ended = Atomic(false)
  private let ends: AsyncStream<Never>
  private let ender: AsyncStream<Never>.Continuation

  /// Nobody is called and nothing is listened at yet.
  ///
  /// - Parameters:
  ///   - board: what the monitor knows.
  ///   - startedAt: when the agent began, Unix seconds.
  ///   - now: Unix seconds.
  init(
    _ configuration: AgentConfiguration, opened: OpenedStore, board: MonitorBoard, startedAt: Int64, logger: Logger,
    now: @escaping @Sendable () -> Int64
  ) throws {
    var freshLimits = FreshLimits()
    freshLimits.deadline = configuration.limits.lookup
    let usual = try ValidatingResolver(configuration.resolver)
    let fresh = try FreshLookups(configuration.fresh, limits: freshLimits, executor: NetworkExecutor.shared)
    let sight = ResolverSight(usual: usual, fresh: fresh, deadline: configuration.limits.lookup)
    let parties = try Parties(configuration, now: now)
    self.monitor = try configuration.monitor.map { settings in
      try AgentMonitor(
        settings, configuration, opened: opened, parties: parties, usual: usual, fresh: fresh, board: board,
        startedAt: startedAt, logger: logger, now: now)
    }
    let outlets = self.monitor?.outlets
    let registrar = Registrar(
      organization: parties.organization, store: opened.store, division: opened.division, sight: sight, logger: logger,
      now: now,
      changed: { before, after in
        if let outlets, let event = MonitorEvent(before, after, at: now()) { outlets.tell(event) }
      })
    self.partners =
      if let listen = configuration.listen {
        try PartnerServer(
          configuration.identity, at: listen, roster: parties.roster,
          services: [PartnerDesk(registrar, roster: parties.roster)], logger: logger, now: now)
      } else {
        nil
      }
    self.policies = PolicyDesk(
      organization: parties.organization, sight: sight,
      pins: { OwnPins(configuration.identity, in: configuration.identityFolder, now: now()) })
    self.configuration = configuration
    self.registrar = registrar
    self.links = parties.links
    self.signers = parties.signers
    (self.ends, self.ender) = AsyncStream.makeStream(of: Never.self)
  }

  /// Whether it got as far as to listen for partners, where it is to.
  var hasServed: Bool { self.served.load(ordering: .relaxed) }

  /// Whether it was told to end.
  var hasEnded: Bool { self.ended.load(ordering: .relaxed) }

  /// Serves until ``end()`` is called or the task is cancelled.
  func run() async throws {
    let registration = Task(executorPreference: NetworkExecutor.shared) { try await self.registrar.run() }
    let monitoring = Task { try await self.monitor?.run() }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      var parts: [@Sendable () async throws -> Void] = []
      for link in self.links { parts.append { try await link.run() } }
      for signer in self.signers { parts.append { try await signer.run() } }
      if let partners = self.partners { parts.append { try await partners.run() } }
      parts.append {
        try await withTaskCancellationHandler {
          try await registration.value
        } onCancel: {
          registration.cancel()
        }
      }
      if self.monitor != nil {
        parts.append {
          try await withTaskCancellationHandler {
            try await monitoring.value
          } onCancel: {
            monitoring.cancel()
          }
        }
      }
      for part in parts {
        group.addTask {
          try await part()
          return true
        }
      }
      group.addTask {
        await self.noteListening()
        return false
      }
      group.addTask {
        for await _ in self.ends {}
        registration.cancel()
        monitoring.cancel()
        await self.close()
        try await Task.sleep(for: Self.grace)
        throw Overdue()
      }
      var left = parts.count
      while left > 0, let isPart = try await group.next() { left -= isPart ? 1 : 0 }
      group.cancelAll()
    }
  }

  /// How long calls may take to end when a term does.
  private static let grace: Duration = .seconds(5)

  private struct Overdue: Error, CustomStringConvertible {
    let description = "calls that did not end were cut off"
  }

  private func noteListening() async {
    if let partners = self.partners, (try? await partners.listeningPort) == nil { return }
    if let monitor = self.monitor, await !monitor.isListening { return }
    self.served.store(true, ordering: .relaxed)
  }

  private func close() async {
    // NIO traps, in a debug build, when it is told to shut down before the socket is registered.
    if let partners = self.partners, (try? await partners.listeningPort) != nil { partners.close() }
    for link in self.links { link.close() }
    for signer in self.signers { signer.close() }
  }

  /// Lets calls end, then lets ``run()`` return.
  func end() {
    self.ended.store(true, ordering: .relaxed)
    self.ender.finish()
  }
}
