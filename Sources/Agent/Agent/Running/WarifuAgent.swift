import AgentControl
import AgentStore
import DNS
import Declarations
import Foundation
package import Logging
import PartnerLink
import Relationships
import ServiceLifecycle
import SigningService
import TLSKeys

/// `warifud` put together: store, resolvers, links, exchange and control socket.
package struct WarifuAgent: Service {
  private let configuration: AgentConfiguration
  private let logger: Logger
  private let now: @Sendable () -> Int64
  private let opened: OpenedStore
  private let links: [PartnerClient]
  private let signers: [SigningClient]
  private let registrar: Registrar
  private let partners: PartnerServer?
  private let control: ControlServer

  /// Opens the store and the control socket; nobody is served yet.
  ///
  /// - Parameter now: Unix seconds.
  package init(
    _ configuration: AgentConfiguration, logger: Logger,
    now: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
  ) throws {
    let opened = try OpenedStore(configuration, logger: logger)
    var freshLimits = FreshLimits()
    freshLimits.deadline = configuration.limits.lookup
    let sight = ResolverSight(
      usual: try ValidatingResolver(configuration.resolver),
      fresh: try FreshLookups(configuration.fresh, limits: freshLimits), deadline: configuration.limits.lookup)
    let parties = try Parties(configuration, now: now)
    let registrar = Registrar(
      organization: parties.organization, store: opened.store, division: opened.division, sight: sight, logger: logger,
      now: now)
    self.partners =
      if let listen = configuration.listen {
        try Self.server(listen, configuration, parties.roster, registrar, logger, now)
      } else {
        nil
      }
    let policies = PolicyDesk(
      organization: parties.organization, sight: sight, pin: configuration.identity.pin)
    self.control = try ControlServer(
      path: configuration.socket,
      handler: ControlDesk(
        configuration: configuration, registrar: registrar, policies: policies, startedAt: now(), now: now),
      logger: logger)
    self.configuration = configuration
    self.logger = logger
    self.now = now
    self.opened = opened
    self.links = parties.links
    self.signers = parties.signers
    self.registrar = registrar
  }

  /// Serves until the process is asked to stop; then lets calls end.
  package func run() async throws {
    self.logger.info(
      "Running",
      metadata: [
        "organization": "\(self.configuration.organization)", "pin": "\(self.configuration.identity.pin.base64URL)",
        "socket": "\(self.configuration.socket)", "hosts": "\(self.configuration.hosts.map(\.name.description))",
      ])
    try await withGracefulShutdownHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await self.opened.run() }
        for link in self.links { group.addTask { try await link.run() } }
        for signer in self.signers { group.addTask { try await signer.run() } }
        if let partners = self.partners { group.addTask { try await partners.run() } }
        group.addTask { try await self.control.run() }
        group.addTask { try await cancelWhenGracefulShutdown { try await self.registrar.run() } }
        try await group.waitForAll()
      }
    } onGracefulShutdown: {
      self.control.stop()
      self.opened.close()
      self.partners?.close()
      for link in self.links { link.close() }
      for signer in self.signers { signer.close() }
    }
    self.logger.info("Stopped")
  }

  private static func server(
    _ address: PartnerAddress, _ configuration: AgentConfiguration, _ roster: PartnerRoster, _ registrar: Registrar,
    _ logger: Logger, _ now: @escaping @Sendable () -> Int64
  ) throws -> PartnerServer {
    try PartnerServer(
      configuration.identity, at: address, roster: roster, services: [PartnerDesk(registrar, roster: roster)],
      logger: logger, now: now)
  }
}
