import Loopback
import Testing

@testable import TLSProbe

@Suite("Servers that misbehave", .timeLimit(.minutes(1))) struct HostileServerTests {
  @Test("A port where nobody listens is unreachable")
  func nobody() async throws {
    let port = Int(try FreePort.find())
    let error = await self.failure { try await self.probe().connect(host: "a.test", address: "127.0.0.1", port: port) }
    guard case .unreachable(let endpoint, _) = error else { return self.record(error) }
    #expect("\(endpoint)" == "a.test:\(port) (at 127.0.0.1)")
  }

  @Test(
    "What is no IP address, or no port, is unreachable",
    arguments: [("shop.test", 443), ("127.0.0.1", 0), ("::1", 65536)])
  func impossible(address: String, port: Int) async throws {
    let error = await self.failure { try await self.probe().connect(host: "a.test", address: address, port: port) }
    guard case .unreachable = error else { return self.record(error) }
  }

  @Test("A name that cannot be a host fails the handshake and does not crash")
  func impossibleName() async throws {
    let server = try await ScriptedServer.start(.silence)
    for host in ["", "a\0b", String(repeating: "a", count: 300)] {
      let error = await self.failure {
        try await self.probe().connect(host: host, address: "127.0.0.1", port: server.port)
      }
      guard case .handshake = error else { return self.record(error) }
    }
  }

  @Test("A server that says nothing costs no more than the deadline")
  func silence() async throws {
    let server = try await ScriptedServer.start(.silence)
    let error = await self.failure {
      try await self.probe(.shortHandshake).connect(host: "a.test", address: "127.0.0.1", port: server.port)
    }
    guard case .timeout(_, .handshake) = error else { return self.record(error) }
  }

  @Test(
    "A server that closes, speaks SSH or speaks HTTP gives no handshake",
    arguments: ["", "SSH-2.0-x\r\n", "HTTP/1.1 400 x\r\n\r\n"])
  func noTLS(text: String) async throws {
    let server = try await ScriptedServer.start(text.isEmpty ? .close : .answer(text))
    let error = await self.failure {
      try await self.probe().connect(host: "a.test", address: "127.0.0.1", port: server.port)
    }
    guard case .handshake(_, let reason) = error else { return self.record(error) }
    #expect(text.isEmpty ? reason.contains("closed") : reason.contains("does not speak TLS"), "\(reason)")
  }

  @Test(
    "Replies that are no HTTP/1.1 are refused, with and without TLS", arguments: [true, false],
    [
      "", "SSH-2.0-x\r\n\r\n", "HTTP/2.0 200 OK\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nLocat",
      "\0\0\0\0",
    ])
  func garbage(tls: Bool, text: String) async throws {
    let error = try await self.ask(.answer(text), tls: tls)
    guard case .http = error else { return self.record(error) }
  }

  @Test("A server that never answers the request costs no more than the deadline", arguments: [true, false])
  func neverAnswers(tls: Bool) async throws {
    for script in [ScriptedServer.Script.silence, .answerAndWait("HTTP/1.1 200 OK\r\n")] {
      let error = try await self.ask(script, tls: tls, limits: .shortReply)
      guard case .timeout(_, .reply) = error else { return self.record(error) }
    }
  }

  @Test(
    "Heads without end are cut off", arguments: [true, false],
    [
      ("HTTP/1.1 200 OK\r\n", "a: b\r\n"), ("HTTP/1.1 200 OK\r\n", "x"), ("HTTP/1.1 200 OK\r\na: ", "bbbbbbbbbbbbbbbb"),
      ("HTTP/1.1 200 ", "OOOOOOOOOOOOOOOO"), ("", "HTTP/1.1 100 Continue\r\n\r\n"),
    ])
  func endless(tls: Bool, texts: (String, String)) async throws {
    let again = String(repeating: texts.1, count: 100)
    let error = try await self.ask(.answerEndlessly(texts.0, again: again), tls: tls)
    guard case .http = error else { return self.record(error) }
  }

  @Test("A server that speaks before it is asked is not asked", arguments: [true, false])
  func speaksFirst(tls: Bool) async throws {
    let script = ScriptedServer.Script.speakFirst("HTTP/1.1 302 Found\r\nLocation: https://a.test/\r\n\r\n")
    let error = try await self.ask(script, tls: tls, untilClosed: true)
    guard case .http = error else { return self.record(error) }
  }

  @Test("Interim replies are passed over")
  func interim() async throws {
    let text = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 404 No\r\n\r\n"
    let server = try await ScriptedServer.start(.answer(text))
    let connection = try await self.probe().connectPlain(host: "a.test", address: "127.0.0.1", port: server.port)
    #expect(try await connection.get(target: "/", hostHeader: "a.test").status == 404)
  }

  @Test("A body is read only when it is asked for and may be HTML, and never beyond the limit")
  func bodies() async throws {
    let body = String(repeating: "<p>", count: 40_000)
    for (type, limit, expected) in [
      ("text/html", 0, 0), ("text/html", 1000, 1000), ("TEXT/HTML ; charset=x", 1_000_000, 65_536),
      ("image/png", 1000, 0),
      ("", 500, 500),
    ] {
      let field = type.isEmpty ? "" : "Content-Type: \(type)\r\n"
      // The body is cut off in the middle: what came is taken.
      let text = "HTTP/1.1 200 OK\r\n\(field)Content-Length: 9000000\r\n\r\n\(body)"
      let server = try await ScriptedServer.start(.answer(text))
      let connection = try await self.probe().connectPlain(host: "a.test", address: "127.0.0.1", port: server.port)
      let reply = try await connection.get(target: "/", hostHeader: "a.test", bodyLimit: limit)
      #expect(reply.bodyPrefix.count == expected)
    }
  }

  @Test("A redirect in a whole head is followed at once, whatever becomes of the body", arguments: [true, false])
  func redirectBeforeBody(tls: Bool) async throws {
    let head = "HTTP/1.1 302 Found\r\nLocation: https://pay.test/\r\nContent-Type: text/html\r\n"
    let script = ScriptedServer.Script.answerAndWait(head + "Content-Length: 900\r\n\r\n<p>")
    // The suite's own limit is shorter than this deadline.
    let reply = try await self.reply(script, tls: tls, limits: ProbeLimits(reply: .seconds(600)))
    #expect(reply.status == 302)
    #expect(reply.bodyPrefix.isEmpty)
  }

  @Test("A page that does not end in time counts as far as it came", arguments: [true, false])
  func slowBody(tls: Bool) async throws {
    for length in ["Content-Length: 900\r\n\r\n<p>", "Transfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n"] {
      let script = ScriptedServer.Script.answerAndWait("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\(length)")
      let reply = try await self.reply(script, tls: tls, limits: .shortReply)
      #expect(reply.status == 200)
      #expect(reply.bodyPrefix == Array("<p>".utf8))
    }
  }

  private func reply(
    _ script: ScriptedServer.Script, tls: Bool, limits: ProbeLimits
  ) async throws -> HTTPReply {
    let certificate = tls ? try Self.authority.get().issue(["a.test"]) : nil
    let server = try await ScriptedServer.start(script, certificate: certificate)
    let probe = try self.probe(limits)
    let connection: any ProbeConnection =
      tls
      ? try await probe.connect(host: "a.test", address: "127.0.0.1", port: server.port)
      : try await probe.connectPlain(host: "a.test", address: "127.0.0.1", port: server.port)
    return try await connection.get(target: "/", hostHeader: "a.test", bodyLimit: 1000)
  }

  private func probe(_ limits: ProbeLimits = ProbeLimits()) throws(ProbeError) -> TLSProbe {
    try TLSProbe(extraRootsPEM: [Self.authority.get().rootPEM], limits: limits)
  }

  private static let authority = Result { try TestCertificateAuthority() }.mapError {
    ProbeError.roots(reason: "\($0)")
  }

  /// How asking a server that plays this script fails; nil where it does not.
  private func ask(
    _ script: ScriptedServer.Script, tls: Bool, limits: ProbeLimits = ProbeLimits(), untilClosed: Bool = false
  ) async throws -> ProbeError? {
    let certificate = tls ? try Self.authority.get().issue(["a.test"]) : nil
    let server = try await ScriptedServer.start(script, certificate: certificate)
    let probe = try self.probe(limits)
    if tls {
      let connection = try await probe.connect(host: "a.test", address: "127.0.0.1", port: server.port)
      while untilClosed, connection.exchange.isOpen { try await Task.sleep(for: .milliseconds(2)) }
      return await self.failure { try await connection.get(target: "/", hostHeader: "a.test") }
    }
    let connection = try await probe.connectPlain(host: "a.test", address: "127.0.0.1", port: server.port)
    while untilClosed, connection.exchange.isOpen { try await Task.sleep(for: .milliseconds(2)) }
    return await self.failure { try await connection.get(target: "/", hostHeader: "a.test") }
  }

  private func failure(_ body: () async throws -> Any) async -> ProbeError? {
    do {
      _ = try await body()
      return nil
    } catch {
      return error as? ProbeError
    }
  }

  private func record(_ error: ProbeError?) {
    Issue.record("unexpected: \(error.map { "\($0)" } ?? "no error")")
  }
}
