import DNS
import DNSWire
import Testing

@Suite("Asking one named server") struct ServerQueryTests {
  /// Long enough for a busy machine; tests of silence wait for its end.
  private static let patience = Duration.seconds(3)

  private static func question() throws -> Question { Question(try DomainName("x.test"), .txt) }

  /// The right answer to a request, before a test spoils it.
  private static func answer(_ request: [UInt8], _ text: String = "good") throws -> DNSMessage {
    var message = try DNSMessage(parsing: request)
    message.header.isResponse = true
    message.additionals = []
    message.answers = [.txt(try question().name, ttl: 60, text: text.utf8)]
    return message
  }

  private func ask(
    _ server: ScriptedServer, _ transport: ServerTransport, timeout: Duration = ServerQueryTests.patience
  ) async throws(ServerQueryError) -> DNSMessage {
    let question: Question
    do { question = try Self.question() } catch { throw .cancelled }
    return try await ServerQuery.ask(question, at: server.address, timeout: timeout, transport: transport)
  }

  /// The problem is named: over TCP at once, over UDP when the time is over and nothing better came.
  private func expect(
    _ problem: AnswerProblem, _ transport: ServerTransport,
    _ script: @escaping @Sendable ([UInt8]) throws -> [ScriptedServer.Act]
  ) async throws {
    try await ScriptedServer.with(script) { server in
      let expected: ServerQueryError =
        transport == .tcp
        ? .badAnswer(server.address, problem) : .timeout(server.address, after: Self.patience, ignored: problem)
      await #expect(throws: expected) { try await ask(server, transport) }
    }
  }

  @Test("The right answer is returned", arguments: ServerTransport.allCases)
  func right(transport: ServerTransport) async throws {
    try await ScriptedServer.with {
      [.message(try Self.answer($0).encoded())]
    } _: { server in
      let message = try await ask(server, transport, timeout: .seconds(10))
      #expect(try message.answers.map { try TXTData.join($0.rdata) } == [Array("good".utf8)])
    }
  }

  @Test("The wrong id", arguments: [ServerTransport.udp, .tcp])
  func wrongID(transport: ServerTransport) async throws {
    try await expect(.wrongID, transport) { request in
      var message = try Self.answer(request)
      message.header.id ^= 1
      return [.message(try message.encoded())]
    }
  }

  @Test("The wrong question, or none", arguments: [ServerTransport.udp, .tcp], [false, true])
  func wrongQuestion(transport: ServerTransport, isThere: Bool) async throws {
    try await expect(.wrongQuestion, transport) { request in
      var message = try Self.answer(request)
      message.questions = isThere ? [Question(try Self.question().name, .a)] : []
      return [.message(try message.encoded())]
    }
  }

  @Test("The request sent back", arguments: [ServerTransport.udp, .tcp])
  func reflected(transport: ServerTransport) async throws {
    try await expect(.notAResponse, transport) { [.message($0)] }
  }

  @Test("Garbage", arguments: [ServerTransport.udp, .tcp])
  func garbage(transport: ServerTransport) async throws {
    try await expect(.malformed(.truncated(offset: 3)), transport) { _ in [.message([1, 2, 3])] }
    try await expect(.malformed(.trailingOctets(count: 1)), transport) { request in
      [.message(try Self.answer(request).encoded() + [0])]
    }
  }

  @Test("Silence", arguments: ServerTransport.allCases)
  func silence(transport: ServerTransport) async throws {
    try await ScriptedServer.with { _ in
      []
    } _: { server in
      await #expect(throws: ServerQueryError.timeout(server.address, after: Self.patience, ignored: nil)) {
        try await ask(server, transport)
      }
    }
  }

  @Test("A message that never ends, and one that breaks off")
  func unfinished() async throws {
    try await ScriptedServer.with { _ in
      [.raw([0xFF, 0xFF, 1, 2, 3])]
    } _: { server in
      await #expect(throws: ServerQueryError.timeout(server.address, after: Self.patience, ignored: nil)) {
        try await ask(server, .tcp)
      }
    }
    try await ScriptedServer.with { _ in
      [.raw([0x00, 0x20, 1, 2, 3]), .close]
    } _: { server in
      await #expect {
        try await ask(server, .tcp, timeout: .seconds(10))
      } throws: {
        if case .closed = $0 as? ServerQueryError { true } else { false }
      }
    }
  }

  @Test("An endless stream ends with the first message that is none", arguments: [ServerTransport.udp, .tcp])
  func endless(transport: ServerTransport) async throws {
    try await ScriptedServer.with { _ in
      [.endless]
    } _: { server in
      await #expect {
        try await ask(server, transport)
      } throws: { error in
        switch error as? ServerQueryError {
        case .badAnswer(_, .malformed): transport == .tcp
        case .timeout(_, _, ignored: .malformed?): transport == .udp
        default: false
        }
      }
    }
  }

  @Test("Bad datagrams before the right one, and the right one from another port, do no harm")
  func spoofed() async throws {
    try await ScriptedServer.with { request in
      var other = try Self.answer(request, "evil")
      other.header.id ^= 0x8000
      return [
        .message([0]), .message(try other.encoded()), .fromElsewhere(try Self.answer(request, "evil").encoded()),
        .message(try Self.answer(request).encoded()),
      ]
    } _: { server in
      let message = try await ask(server, .udp, timeout: .seconds(10))
      #expect(try message.answers.map { try TXTData.join($0.rdata) } == [Array("good".utf8)])
    }
    try await ScriptedServer.with {
      [.fromElsewhere(try Self.answer($0).encoded())]
    } _: { server in
      await #expect(throws: ServerQueryError.timeout(server.address, after: Self.patience, ignored: nil)) {
        try await ask(server, .udp)
      }
    }
  }

  @Test("A truncated answer sends the question over TCP, or is returned where only UDP is wanted")
  func truncated() async throws {
    // Only UDP requests are truncated: the client's EDNS size makes the difference for a real server.
    let seen = Counter()
    try await ScriptedServer.with { request in
      var message = try Self.answer(request)
      if seen.next() == 1 {
        message.header.isTruncated = true
        message.answers = []
      }
      return [.message(try message.encoded())]
    } _: { server in
      let message = try await ask(server, .udpThenTCP, timeout: .seconds(10))
      #expect(!message.header.isTruncated && message.answers.count == 1)
    }
    try await ScriptedServer.with { request in
      var message = try Self.answer(request)
      message.header.isTruncated = true
      return [.message(try message.encoded())]
    } _: { server in
      let message = try await ask(server, .udp, timeout: .seconds(10))
      #expect(message.header.isTruncated)
    }
  }

  @Test("A lost datagram is sent again")
  func lost() async throws {
    let seen = Counter()
    try await ScriptedServer.with { request in
      seen.next() == 1 ? [] : [.message(try Self.answer(request).encoded())]
    } _: { server in
      let message = try await ask(server, .udp, timeout: .seconds(3))
      #expect(message.answers.count == 1)
    }
  }

  @Test("Nobody there", arguments: [ServerTransport.udp, .tcp])
  func nobody(transport: ServerTransport) async throws {
    let address = try ServerAddress("127.0.0.1:\(try freePort())")
    await #expect {
      try await ServerQuery.ask(try Self.question(), at: address, timeout: .seconds(10), transport: transport)
    } throws: {
      guard case .unreachable(_, let reason) = $0 as? ServerQueryError else { return false }
      return reason == "Connection refused"
    }
  }

  @Test("A cancelled task stops waiting", arguments: [ServerTransport.udp, .tcp])
  func cancelled(transport: ServerTransport) async throws {
    try await ScriptedServer.with { _ in
      []
    } _: { server in
      let question = try Self.question()
      let task = Task { [address = server.address] in
        try await ServerQuery.ask(question, at: address, timeout: .seconds(60), transport: transport)
      }
      for await _ in server.requests { break }
      task.cancel()
      await #expect(throws: ServerQueryError.cancelled) { try await task.value }
    }
  }
}
