import GRPCCore
import GRPCNIOTransportHTTP2Posix
package import LocalLink
package import Logging
package import PartnerLink

/// Serves the ``CurrentSigner`` at its Unix socket and, where the configuration says so, over pinned mutual TLS.
package final class SigningServer: Sendable {
  private let local: LocalServer
  private let remote: PartnerServer?
  private let logger: Logger

  /// Binds the socket; ``run()`` serves.
  package init(
    _ signer: CurrentSigner, settings: SignerSettings, remote: PartnerServer? = nil, logger: Logger
  ) throws(LocalSocketError) {
    let user = settings.user
    self.local = try LocalServer(
      at: settings.socket, for: user, services: [SigningEndpoint(current: signer) { _ in .user(user) }],
      config: Self.config, logger: logger)
    self.remote = remote
    self.logger = logger
  }

  /// The listener for an agent on another machine.
  package static func remote(
    _ signer: CurrentSigner, at address: PartnerAddress, identity: AgentIdentity, agents: PinnedPartner, logger: Logger,
    now: @escaping @Sendable () -> Int64
  ) throws(PartnerLinkError) -> PartnerServer {
    let roster = PartnerRoster([agents])
    let endpoint = SigningEndpoint(current: signer) { context in
      guard let pin = PartnerRoster.pin(of: context) else {
        throw RPCError(code: .unauthenticated, message: "the caller shows no certificate")
      }
      return .pin(pin)
    }
    return try PartnerServer(
      identity, at: address, roster: roster, services: [endpoint], logger: logger, now: now)
  }

  /// Serves until ``close()`` is called.
  package func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await self.local.run() }
      if let remote = self.remote {
        group.addTask { try await remote.run() }
      }
      self.logger.info("Ready to sign")
      do {
        for try await _ in group {}
      } catch {
        self.close()
        throw error
      }
    }
  }

  /// Lets calls end, then lets ``run()`` return.
  package func close() {
    self.local.close()
    self.remote?.close()
  }

  private static var config: LocalServer.Transport.Config {
    var config = LocalServer.Transport.Config.defaults
    config.http2.maxConcurrentStreams = 256
    config.rpc.maxRequestPayloadSize = 64 * 1024
    config.connection.maxIdleTime = .seconds(3600)
    config.connection.maxGraceTime = .seconds(5)
    return config
  }
}
