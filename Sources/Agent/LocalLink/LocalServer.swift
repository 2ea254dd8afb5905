package import GRPCCore
package import GRPCNIOTransportHTTP2Posix
package import Logging
import NIOCore
import PartnerLink

/// gRPC at a Unix socket that belongs to one user, for the programs of one machine. Linux only.
package final class LocalServer: Sendable {
  package typealias Transport = HTTP2ServerTransport.Posix

  private let socket: LocalSocket
  private let transport: Transport
  private let server: GRPCServer<Transport>
  private let stops: AsyncStream<Never>
  private let stopper: AsyncStream<Never>.Continuation

  /// Opens the socket (mode 0600); calls are taken once ``run()`` is called. Call it once, also to give the socket up.
  ///
  /// - Parameters:
  ///   - user: whose socket it is; only processes of this user are served.
  ///   - others: further users that are served, if the kernel lets them connect.
  ///   - config: the transport's; its callback for new connections is set here.
  package init(
    at path: String, for user: UInt32, others: Set<UInt32> = [], services: [any RegistrableRPCService],
    config: Transport.Config, logger: Logger
  ) throws(LocalSocketError) {
    self.socket = try LocalSocket.listen(at: path, for: user)
    var config = config
    let allowed = others.union([user])
    config.channelDebuggingCallbacks.onAcceptTCPConnection = { channel in
      PeerUser.of(channel).map { Optional($0) }.recover { _ in nil }.flatMapThrowing { peer in
        if let peer, allowed.contains(peer) { return }
        logger.warning(
          "A connection was refused",
          metadata: ["uid": "\(peer.map(String.init) ?? "unknown")", "allowed": "\(allowed.sorted())"])
        try channel.pipeline.syncOperations.addHandler(RefusingHandler(), position: .first)
      }
    }
    self.transport = Transport(
      listeningSocketDescriptor: Int(self.socket.descriptor), transportSecurity: .plaintext, config: config)
    self.server = GRPCServer(transport: self.transport, services: services)
    (self.stops, self.stopper) = AsyncStream.makeStream(of: Never.self)
  }

  /// Serves until ``close()`` is called or the task is cancelled; then the socket's name is gone.
  package func run() async throws {
    defer { self.socket.remove() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await self.server.serve() }
      group.addTask {
        // NIO traps, in a debug build, when it is told to shut down before the socket is registered.
        _ = try? await self.transport.listeningAddress
        for await _ in self.stops {}
        self.server.beginGracefulShutdown()
      }
      try await group.next()
      self.stopper.finish()
      try await group.waitForAll()
    }
  }

  /// Lets calls end, then lets ``run()`` return. May be called before ``run()``, and again.
  package func close() {
    self.stopper.finish()
  }
}
