import GRPCCore
import GRPCNIOTransportHTTP2Posix
package import Logging
import NIOCore
package import PartnerLink

/// Serves a ``SigningAgent`` at its Unix socket and, where the configuration says so, over pinned mutual TLS.
package final class SigningServer: Sendable {
  private typealias Transport = HTTP2ServerTransport.Posix

  private let local: GRPCServer<Transport>
  private let socket: SignerSocket
  private let remote: PartnerServer?
  private let logger: Logger

  /// Binds the socket; ``run()`` serves.
  package init(
    _ agent: SigningAgent, settings: SignerSettings, remote: PartnerServer? = nil, logger: Logger
  ) throws(SignerSocketError) {
    let user = settings.user
    self.socket = try SignerSocket.listen(at: settings.socket, for: user)
    let transport = Transport(
      listeningSocketDescriptor: Int(self.socket.descriptor), transportSecurity: .plaintext,
      config: Self.config(user: user, logger: logger))
    self.local = GRPCServer(
      transport: transport, services: [SigningEndpoint(agent: agent) { _ in .user(user) }])
    self.remote = remote
    self.logger = logger
  }

  /// The listener for an agent on another machine.
  package static func remote(
    _ agent: SigningAgent, at address: PartnerAddress, identity: AgentIdentity, agents: PinnedPartner, logger: Logger,
    now: @escaping @Sendable () -> Int64
  ) throws(PartnerLinkError) -> PartnerServer {
    let roster = PartnerRoster([agents])
    let endpoint = SigningEndpoint(agent: agent) { context in
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
    defer { self.socket.remove() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await self.local.serve() }
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
    self.local.beginGracefulShutdown()
    self.remote?.close()
  }

  private static func config(user: UInt32, logger: Logger) -> Transport.Config {
    var config = Transport.Config.defaults
    config.http2.maxConcurrentStreams = 256
    config.rpc.maxRequestPayloadSize = 64 * 1024
    config.connection.maxIdleTime = .seconds(3600)
    config.connection.maxGraceTime = .seconds(5)
    config.channelDebuggingCallbacks.onAcceptTCPConnection = { channel in
      PeerUser.of(channel).map { Optional($0) }.recover { _ in nil }.flatMapThrowing { peer in
        guard peer != user else { return }
        logger.warning(
          "A connection was refused",
          metadata: ["uid": "\(peer.map(String.init) ?? "unknown")", "allowed": "\(user)"])
        try channel.pipeline.syncOperations.addHandler(RefusingHandler(), position: .first)
      }
    }
    return config
  }
}
