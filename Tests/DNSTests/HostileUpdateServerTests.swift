import DNS
import Synchronization
import Testing

@testable import DNSWire

@Suite("Updates sent to a hostile server") struct HostileUpdateServerTests {
  private static let time: UInt64 = 1_790_000_000

  private static func key(_ name: String = "agent", from octet: UInt8 = 0) throws -> TSIGKey {
    try TSIGKey(name: DomainName(name), secret: Array(octet..<octet + 32))
  }

  private func updater(
    _ server: ScriptedServer, _ transport: DynamicUpdater.Transport, timeout: Duration = .seconds(3)
  ) throws -> DynamicUpdater {
    DynamicUpdater(
      server: server.address, key: try Self.key(), timeout: timeout, transport: transport, now: { Self.time })
  }

  /// A response to the request, signed as an honest server would, unless a test says otherwise.
  private static func response(
    to request: [UInt8], key: TSIGKey? = nil, mac: [UInt8]? = nil, code: ResponseCode = .noError
  ) throws -> [UInt8] {
    let (message, tsig, _) = try TSIG.split(request)
    let answer = try bare(message, code)
    return try TSIG.sign(answer, with: key ?? Self.key(), now: time, answering: mac ?? tsig?.mac ?? []).wire
  }

  private static func bare(_ request: DNSMessage, _ code: ResponseCode) throws -> DNSMessage {
    var answer = DNSMessage(header: request.header, questions: request.questions)
    answer.header.isResponse = true
    answer.header.responseCode = code
    return answer
  }

  /// An answer that cannot be signed: BADKEY (17) or BADSIG (16).
  private static func claim(_ error: UInt16, _ request: [UInt8]) throws -> [UInt8] {
    let message = try TSIG.split(request).0
    let tsig = TSIGRecord(
      keyName: try key().name, algorithm: TSIGAlgorithm.hmacSHA256.name, timeSigned: 0, fudge: 0,
      originalID: message.header.id, error: error)
    return try TSIG.appending(tsig, to: try bare(message, .notAuthoritative).encoded())
  }

  private func expect(
    _ expected: TSIGError, _ transport: DynamicUpdater.Transport,
    _ script: @escaping @Sendable ([UInt8]) throws -> [ScriptedServer.Act]
  ) async throws {
    try await ScriptedServer.with(script) { server in
      await #expect(throws: UpdateError.responseNotAuthentic(server.address, expected)) {
        try await updater(server, transport).send(try Updates.add("x"))
      }
    }
  }

  @Test("The honest answer is believed, refusals included", arguments: DynamicUpdater.Transport.allCases)
  func honest(transport: DynamicUpdater.Transport) async throws {
    try await ScriptedServer.with {
      [.message(try Self.response(to: $0))]
    } _: { server in
      try await updater(server, transport, timeout: .seconds(10)).send(try Updates.add("x"))
    }
    try await ScriptedServer.with {
      [.message(try Self.response(to: $0, code: .refused))]
    } _: { server in
      await #expect(throws: UpdateError.refusedByServer(server.address, .refused)) {
        try await updater(server, transport, timeout: .seconds(10)).send(try Updates.add("x"))
      }
    }
  }

  @Test("An unsigned answer, good or bad", arguments: DynamicUpdater.Transport.allCases)
  func unsigned(transport: DynamicUpdater.Transport) async throws {
    for code in [ResponseCode.noError, .refused] {
      try await expect(.unsigned(code), transport) { request in
        [.message(try Self.bare(try TSIG.split(request).0, code).encoded())]
      }
    }
  }

  @Test("An answer signed with another secret, or by another key", arguments: DynamicUpdater.Transport.allCases)
  func otherKey(transport: DynamicUpdater.Transport) async throws {
    try await expect(.macMismatch, transport) { request in
      [.message(try Self.response(to: request, key: try Self.key(from: 1)))]
    }
    try await expect(.otherKey("other. (hmac-sha256.)"), transport) { request in
      [.message(try Self.response(to: request, key: try Self.key("other")))]
    }
  }

  @Test("The answer to an earlier request, its id made to fit", arguments: DynamicUpdater.Transport.allCases)
  func replay(transport: DynamicUpdater.Transport) async throws {
    let first = Mutex<[UInt8]?>(nil)
    try await ScriptedServer.with { request in
      let genuine = try Self.response(to: request)
      let earlier = first.withLock { kept in
        defer { kept = kept ?? genuine }
        return kept
      }
      guard let earlier else { return [.message(genuine)] }
      return [.message(Array(request[..<2] + earlier[2...]))]
    } _: { server in
      let updater = try updater(server, transport)
      try await updater.send(try Updates.add("first"))
      await #expect(throws: UpdateError.responseNotAuthentic(server.address, .macMismatch)) {
        try await updater.send(try Updates.add("second"))
      }
    }
  }

  @Test("A wrong id, and garbage", arguments: DynamicUpdater.Transport.allCases)
  func wrongID(transport: DynamicUpdater.Transport) async throws {
    try await expect(.wrongID, transport) { request in
      let response = try Self.response(to: request)
      return [.message([response[0] ^ 1] + response.dropFirst())]
    }
    try await expect(.malformed(.truncated(offset: 3)), transport) { [.message(Array($0[..<2]) + [7])] }
  }

  @Test("A forged BADKEY datagram does not hide the server's true answer")
  func forgedClaim() async throws {
    try await ScriptedServer.with { request in
      [.message(try Self.claim(17, request)), .message(try Self.response(to: request))]
    } _: { server in
      try await updater(server, .udp, timeout: .seconds(10)).send(try Updates.add("x"))
    }
    try await ScriptedServer.with {
      [.message(try Self.claim(17, $0))]
    } _: { server in
      let expected = UpdateError.keyUnknown(server.address, key: try DomainName("agent"))
      await #expect(throws: expected) {
        try await updater(server, .udp).send(try Updates.add("x"))
      }
    }
    try await ScriptedServer.with {
      [.message(try Self.claim(16, $0))]
    } _: { server in
      let expected = UpdateError.signatureRefused(server.address, key: try DomainName("agent"))
      await #expect(throws: expected) {
        try await updater(server, .tcp).send(try Updates.add("x"))
      }
    }
  }

  @Test("Silence: the outcome is unknown, and over UDP nothing was sent twice")
  func silence() async throws {
    for transport in DynamicUpdater.Transport.allCases {
      let requests = Counter()
      try await ScriptedServer.with { _ in
        _ = requests.next()
        return []
      } _: { server in
        await #expect {
          try await updater(server, transport).send(try Updates.add("x"))
        } throws: {
          guard case .outcomeUnknown = $0 as? UpdateError else { return false }
          return "\($0)".contains("may or may not have been applied")
        }
        #expect(requests.value == 1)
      }
    }
  }

  @Test("A connection that ends without answer leaves the outcome unknown; none at all is told apart")
  func broken() async throws {
    try await ScriptedServer.with { _ in
      [.close]
    } _: { server in
      await #expect(
        throws: UpdateError.outcomeUnknown(server.address, reason: "the server closed the connection")
      ) {
        try await updater(server, .tcp, timeout: .seconds(10)).send(try Updates.add("x"))
      }
    }
    let address = try ServerAddress("127.0.0.1:\(try freePort())")
    for transport in DynamicUpdater.Transport.allCases {
      let updater = DynamicUpdater(server: address, key: try Self.key(), transport: transport, now: { Self.time })
      await #expect(throws: UpdateError.unreachable(address, reason: "Connection refused")) {
        try await updater.send(try Updates.add("x"))
      }
    }
  }

  @Test("An endless stream", arguments: DynamicUpdater.Transport.allCases)
  func endless(transport: DynamicUpdater.Transport) async throws {
    try await ScriptedServer.with { _ in
      [.endless]
    } _: { server in
      await #expect(throws: UpdateError.responseNotAuthentic(server.address, .wrongID)) {
        try await updater(server, transport).send(try Updates.add("x"))
      }
    }
  }

  @Test("A cancelled task stops waiting", arguments: DynamicUpdater.Transport.allCases)
  func cancelled(transport: DynamicUpdater.Transport) async throws {
    try await ScriptedServer.with { _ in
      []
    } _: { server in
      let updater = try updater(server, transport, timeout: .seconds(60))
      let update = try Updates.add("x")
      let task = Task { try await updater.send(update) }
      for await _ in server.requests { break }
      task.cancel()
      await #expect(throws: UpdateError.cancelled) { try await task.value }
    }
  }

  @Test("More than a message holds is not sent")
  func tooLarge() async throws {
    let update = try Updates.replace([], by: (0..<300).map { "\($0)" + String(repeating: "x", count: 240) })
    let key = try Self.key()
    let address = try ServerAddress("127.0.0.1:\(try freePort())")
    await #expect {
      try await DynamicUpdater(server: address, key: key, now: { Self.time }).send(update)
    } throws: {
      if case .unsendable(.tooLarge) = $0 as? UpdateError { true } else { false }
    }
  }
}
