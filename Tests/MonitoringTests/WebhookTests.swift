import Crypto
import Foundation
import Logging
import Loopback
import Monitoring
import Synchronization
import Testing

@Suite("The webhook", .timeLimit(.minutes(1)))
struct WebhookTests {
  private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  private static let secret = SymmetricKey(data: Data("a secret of the tests".utf8))
  private static let event = MonitorEventTests.all[2]

  /// Runs a webhook while `body` runs; pauses take no time.
  private func with(
    _ url: String, secret: SymmetricKey? = nil, mostWaiting: Int = 1_000, deadline: Duration = .seconds(10),
    _ body: (Webhook, MonitorBoard) async throws -> Void
  ) async throws -> [Duration] {
    var settings = WebhookSettings(url: url, secret: secret)
    settings.mostWaiting = mostWaiting
    settings.deadline = deadline
    let pauses = Mutex<[Duration]>([])
    let board = MonitorBoard()
    let webhook = try Webhook(settings, extraRootsPEM: nil, board: board, logger: Self.logger) { pause in
      pauses.withLock { $0.append(pause) }
    }
    let running = Task { await webhook.run() }
    defer { running.cancel() }
    try await body(webhook, board)
    running.cancel()
    await running.value
    return pauses.withLock { $0 }
  }

  private func wait(_ board: MonitorBoard, _ outcome: WebhookOutcome, _ count: Int = 1) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while board.snapshot.deliveries[outcome.rawValue] != count {
      try #require(ContinuousClock.now < end, "\(board.snapshot.deliveries)")
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  private func server(_ status: Int, headers: [(name: String, value: String)] = []) async throws -> HTTPSServer {
    let server = try await HTTPSServer.start(tls: false)
    server.route("127.0.0.1", "/hook", WebReply(status, headers: headers))
    return server
  }

  @Test("posts one event as JSON, signed with the secret, which is not in it")
  func delivered() async throws {
    let server = try await self.server(204)
    let pauses = try await self.with("http://127.0.0.1:\(server.port)/hook", secret: Self.secret) { webhook, board in
      webhook.offer(Self.event)
      try await self.wait(board, .delivered)
    }
    let post = try #require(server.posts.first)
    #expect(server.posts.count == 1 && pauses.isEmpty)
    #expect(post.body == Self.event.line)
    #expect(try JSONDecoder().decode(MonitorEvent.self, from: Data(post.body)) == Self.event)
    #expect(post.headers["content-type"] == "application/json")
    let code = try #require(post.headers["x-warifu-signature"])
    let expected = HMAC<SHA256>.authenticationCode(for: post.body, using: Self.secret)
    #expect(code == "sha256=" + expected.map { String(format: "%02x", $0) }.joined())
    await server.close()
  }

  @Test("tries again, with pauses that grow, and then gives up", arguments: [500, 503, 429])
  func retries(status: Int) async throws {
    let server = try await self.server(status)
    let pauses = try await self.with("http://127.0.0.1:\(server.port)/hook") { webhook, board in
      webhook.offer(Self.event)
      try await self.wait(board, .failed)
    }
    #expect(server.posts.count == 5)
    #expect(pauses == [.seconds(1), .seconds(2), .seconds(4), .seconds(8)])
    #expect(server.posts.allSatisfy { $0.headers["x-warifu-signature"] == nil })
    await server.close()
  }

  @Test("takes another answer for a no, and does not follow a redirect", arguments: [400, 404, 302, 307])
  func refused(status: Int) async throws {
    let server = try await self.server(status, headers: [("Location", "/other")])
    let pauses = try await self.with("http://127.0.0.1:\(server.port)/hook") { webhook, board in
      webhook.offer(Self.event)
      try await self.wait(board, .failed)
    }
    #expect(server.requests.map(\.path) == ["/hook"] && pauses.isEmpty)
    await server.close()
  }

  @Test("that hangs costs nobody anything: what waits is bounded, and the oldest gives way")
  func hangs() async throws {
    let silent = try SilentListener()
    _ = try await self.with("http://127.0.0.1:\(silent.port)/hook", mostWaiting: 10) { webhook, board in
      for _ in 0..<10_000 { webhook.offer(Self.event) }
      try await self.wait(board, .dropped, board.snapshot.deliveries["dropped"] ?? -1)
      #expect((9_980...9_990).contains(board.snapshot.deliveries["dropped"] ?? 0))
    }
  }

  @Test("does not wait for the end of an answer that never comes")
  func drips() async throws {
    let dripping = try DrippingListener()
    _ = try await self.with("http://127.0.0.1:\(dripping.port)/hook", deadline: .milliseconds(500)) { webhook, board in
      webhook.offer(Self.event)
      webhook.offer(Self.event)
      try await self.wait(board, .delivered, 2)
    }
  }

  @Test("gives one try no longer than its deadline")
  func deadline() async throws {
    let silent = try SilentListener()
    let pauses = try await self.with("http://127.0.0.1:\(silent.port)/hook", deadline: .milliseconds(50)) {
      webhook, board in
      webhook.offer(Self.event)
      try await self.wait(board, .failed)
    }
    #expect(pauses.count == 4)
  }
}
