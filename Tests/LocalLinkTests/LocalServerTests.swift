import Foundation
import GRPCNIOTransportHTTP2Posix
import LocalLink
import Logging
import Loopback
import Testing

@Suite("A server at a local socket")
struct LocalServerTests {
  private static func server(at path: String) throws -> LocalServer {
    try LocalServer(
      at: path, for: geteuid(), services: [], config: .defaults,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  @Test("may be stopped at any moment of its start, and leaves nothing behind", arguments: 0..<40)
  func stoppedEarly(round: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sock")
    let server = try Self.server(at: path)
    if round == 0 { server.close() }
    async let running: Void = server.run()
    for _ in 0..<round { await Task.yield() }
    server.close()
    try await running
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("ends with its task")
  func cancelled() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sock")
    let server = try Self.server(at: path)
    let task = Task { try await server.run() }
    await Task.yield()
    task.cancel()
    _ = await task.result
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
