import Foundation
import FoundationNetworking
import Logging
import Loopback
import Monitoring
import Synchronization
import Testing

@Suite("Reading the metrics", .timeLimit(.minutes(1)))
struct MetricsServerTests {
  private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func get(_ port: Int, _ path: String, _ method: String = "GET") async throws -> (Int, String, String) {
    var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)")))
    request.httpMethod = method
    let (data, response) = try await URLSession.shared.data(for: request)
    let http = try #require(response as? HTTPURLResponse)
    let type = http.value(forHTTPHeaderField: "Content-Type") ?? ""
    return (http.statusCode, type, String(decoding: data, as: UTF8.self))
  }

  @Test("gives the page and the health, and nothing else; it ends when told, also with connections open")
  func serves() async throws {
    let made = Mutex(0)
    let server = MetricsServer(host: "127.0.0.1", port: 0, logger: Self.logger) {
      made.withLock { $0 += 1 }
      return "warifu_build_info{version=\"0\"} 1\n"
    }
    let running = Task { try await server.run() }
    let port = try #require(await server.listeningPort)
    let page = try await self.get(port, "/metrics")
    #expect(page.0 == 200)
    #expect(page.1 == "text/plain; version=0.0.4; charset=utf-8")
    #expect(page.2 == "warifu_build_info{version=\"0\"} 1\n")
    #expect(try await self.get(port, "/healthz").2 == "ok\n")
    #expect(try await self.get(port, "/").0 == 404)
    #expect(try await self.get(port, "/metrics", "POST").0 == 404)
    // Whoever asks over and over again keeps nobody busy.
    for _ in 0..<20 { _ = try await self.get(port, "/metrics") }
    #expect(made.withLock { $0 } < 10)
    running.cancel()
    try await running.value
    await #expect(throws: (any Error).self) { try await self.get(port, "/healthz") }
  }

  @Test("at a port that is taken fails with what to do")
  func taken() async throws {
    let silent = try SilentListener()
    let server = MetricsServer(host: "127.0.0.1", port: Int(silent.port), logger: Self.logger) { "" }
    let error = await #expect(throws: MonitorError.self) { try await server.run() }
    #expect(error?.description.contains("127.0.0.1:\(silent.port)") == true)
    #expect(error?.description.contains("monitor.metrics") == true)
    #expect(await server.listeningPort == nil)
  }
}
