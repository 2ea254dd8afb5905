import Foundation
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore

/// Serves `GET /metrics` and `GET /healthz` on a loopback address.
package struct MetricsServer: Sendable {
  /// Others wait until one of these is closed.
  private static let mostConnections = 32

  private let host: String
  private let port: Int
  private let desk: MetricsDesk
  private let logger: Logger
  private let opened: AsyncStream<Int>
  private let opening: AsyncStream<Int>.Continuation

  /// - Parameters:
  ///   - host: an address of this machine's own.
  ///   - port: 0 for any that is free.
  ///   - page: makes the page; asked for by one reader at a time.
  package init(host: String, port: Int, logger: Logger, page: @escaping @Sendable () async -> String) {
    self.host = host
    self.port = port
    self.desk = MetricsDesk(page)
    self.logger = logger
    (self.opened, self.opening) = AsyncStream.makeStream(of: Int.self)
  }

  /// Once it listens: at which port; nil when it will not.
  package var listeningPort: Int? {
    get async { await self.opened.first { _ in true } }
  }

  /// Serves until the task is cancelled.
  ///
  /// - Throws: ``MonitorError`` when it cannot listen there.
  package func run() async throws {
    defer { self.opening.finish() }
    let desk = self.desk
    let router = Router()
    router.get("healthz") { _, _ in "ok\n" }
    router.get("metrics") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: .init(byteBuffer: await desk.page()))
    }
    // It takes being told to end for an error.
    var quiet = self.logger
    quiet.logLevel = .critical
    let opening = self.opening
    let application = Application(
      router: router, server: .http1(configuration: .init(idleTimeout: .seconds(30))),
      configuration: ApplicationConfiguration(
        address: .hostname(self.host, port: self.port),
        availableConnectionsDelegate: MaximumAvailableConnections(Self.mostConnections, logger: quiet)),
      onServerRunning: { channel in
        opening.yield(channel.localAddress?.port ?? 0)
        opening.finish()
      }, logger: quiet)
    do {
      try await application.run()
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      guard !Task.isCancelled else { throw CancellationError() }
      throw MonitorError(
        "\(self.host):\(self.port): the metrics cannot be served there: \(error). Name another port in monitor.metrics."
      )
    }
  }
}
