import Glibc
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import LocalLink
package import Logging

/// The agent's end of the control socket, for the agent's own user and root.
package struct ControlServer: Sendable {
  private let server: LocalServer

  /// Opens the socket (mode 0600); requests are taken once ``run()`` is called.
  ///
  /// - Throws: ``ControlError`` when another agent answers there, or the path cannot be used.
  package init(path: String, handler: some ControlHandler, logger: Logger) throws(ControlError) {
    var config = HTTP2ServerTransport.Posix.Config.defaults
    config.rpc.maxRequestPayloadSize = 1 << 20
    // Many relationships are created in one go: `warifu relationship create --file` asks for 256 at once.
    config.http2.maxConcurrentStreams = 300
    do {
      self.server = try LocalServer(
        at: path, for: geteuid(), others: [0], services: [ControlService(handler: handler)], config: config,
        logger: logger)
    } catch {
      throw ControlError(
        code: "socket", subject: error.path, message: "\(error.path): \(error.reason)", next: error.next)
    }
  }

  /// Serves until ``stop()``; then finishes what is under way, and the socket is gone.
  package func run() async throws {
    try await self.server.run()
  }

  package func stop() {
    self.server.close()
  }
}
