import GRPCCore
import GRPCNIOTransportHTTP2Posix

/// The agent's end of the control socket.
package struct ControlServer: Sendable {
  private let server: GRPCServer<HTTP2ServerTransport.Posix>
  private let path: String

  /// Opens the socket (mode 0600); requests are taken once ``run()`` is called.
  ///
  /// - Throws: ``ControlError`` when another agent answers there, or the path cannot be used.
  package init(path: String, handler: some ControlHandler) throws(ControlError) {
    let descriptor = try LocalSocket.listen(at: path)
    var config = HTTP2ServerTransport.Posix.Config.defaults
    config.rpc.maxRequestPayloadSize = 1 << 20
    config.channelDebuggingCallbacks.onAcceptTCPConnection = PeerCredential.check
    self.path = path
    self.server = GRPCServer(
      transport: HTTP2ServerTransport.Posix(
        listeningSocketDescriptor: Int(descriptor), transportSecurity: .plaintext, config: config),
      services: [ControlService(handler: handler)])
  }

  /// Serves until ``stop()``; then finishes what is under way.
  package func run() async throws {
    try await self.server.serve()
  }

  package func stop() {
    self.server.beginGracefulShutdown()
  }
}
