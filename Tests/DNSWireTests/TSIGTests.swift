import Testing

@testable import DNSWire

@Suite("Transaction signatures") struct TSIGTests {
  private let vector = TSIGVector.all[0]
  private let key: TSIGKey
  private let request: SignedMessage
  private let now = TSIGVector.time

  init() throws {
    key = try vector.key
    request = try TSIG.sign(TSIGVector.update(), with: key, now: now)
  }

  private func refusal(
    of response: [UInt8], _ expected: TSIGError, now: UInt64 = TSIGVector.time,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: expected, sourceLocation: sourceLocation) {
      _ = try TSIG.verify(response, to: request, with: key, now: now)
    }
  }

  /// The server's answer, as a server with this key and clock makes it.
  private func response(
    id: UInt16 = 0x1234, key other: TSIGKey? = nil, at time: UInt64 = TSIGVector.time, to mac: [UInt8]? = nil,
    error: UInt16 = 0, other data: [UInt8] = [], isResponse: Bool = true
  ) throws -> [UInt8] {
    var message = try TSIGVector.update()
    message.header.id = id
    message.header.isResponse = isResponse
    return try TSIG.sign(
      message, with: other ?? key, now: time, answering: mac ?? request.mac, error: error, other: data
    ).wire
  }

  /// An answer with a TSIG made up from scratch.
  private func unsigned(mac: [UInt8] = [], error: UInt16) throws -> [UInt8] {
    var message = try TSIGVector.update()
    message.header.isResponse = true
    message.header.responseCode = .notAuthoritative
    let tsig = TSIGRecord(
      keyName: key.name, algorithm: key.algorithm.name, timeSigned: now, fudge: 300, mac: mac, originalID: 0x1234,
      error: error)
    return try TSIG.appending(tsig, to: message.encoded())
  }

  @Test("A request is signed as another program signs it", arguments: TSIGVector.all)
  func signs(vector: TSIGVector) throws {
    let signed = try TSIG.sign(TSIGVector.update(), with: vector.key, now: TSIGVector.time)
    #expect(signed.wire == vector.request)
    #expect(signed.id == 0x1234)
  }

  @Test("An answer signed by another program is accepted, without its TSIG", arguments: TSIGVector.all)
  func verifies(vector: TSIGVector) throws {
    let signed = try TSIG.sign(TSIGVector.update(), with: vector.key, now: TSIGVector.time)
    let message = try TSIG.verify(vector.response, to: signed, with: vector.key, now: TSIGVector.time)
    #expect(message.header.responseCode == .noError)
    #expect(message.additionals.isEmpty)
  }

  @Test("Any changed octet of the answer is noticed")
  func tampering() throws {
    for index in vector.response.indices {
      var octets = vector.response
      octets[index] ^= 0x01
      #expect(throws: TSIGError.self, "octet \(index)") {
        _ = try TSIG.verify(octets, to: request, with: key, now: now)
      }
    }
  }

  @Test("Every prefix of the answer is refused")
  func prefixes() {
    for length in vector.response.indices {
      #expect(throws: TSIGError.self) {
        _ = try TSIG.verify(Array(vector.response[..<length]), to: request, with: key, now: now)
      }
    }
  }

  @Test("The case of the key's name matters to neither side")
  func keyNameCase() throws {
    let lower = try TSIGKey(name: DomainName("agent.key"), secret: Array(0..<32))
    #expect(try TSIG.sign(TSIGVector.update(), with: lower, now: now).mac == request.mac)
    #expect(try TSIG.verify(vector.response, to: request, with: lower, now: now).header.isResponse)
  }

  @Test("Another key, another name or another algorithm is refused")
  func otherKeys() throws {
    let secret = try TSIGKey(name: key.name, secret: Array(1..<33))
    refusal(of: try response(key: secret), .macMismatch)
    let name = try TSIGKey(name: DomainName("other.key"), secret: Array(0..<32))
    refusal(of: try response(key: name), .otherKey("other.key. (hmac-sha256.)"))
    let algorithm = try TSIGKey(name: key.name, algorithm: .hmacSHA512, secret: Array(0..<32))
    refusal(of: try response(key: algorithm), .otherKey("agent.key. (hmac-sha512.)"))
  }

  @Test("The answer to another request is refused, also under the same id")
  func replay() throws {
    let earlier = try TSIG.sign(TSIGVector.update(), with: key, now: now - 1)
    refusal(of: try response(to: earlier.mac), .macMismatch)
    refusal(of: try response(id: 0x1235), .wrongID)
  }

  @Test("Times within the fudge are good, and one second more is not")
  func fudge() throws {
    for time in [now - 300, now + 300] {
      #expect(try TSIG.verify(response(at: time), to: request, with: key, now: now).header.isResponse)
    }
    refusal(of: try response(at: now - 301), .expired(signed: now - 301, now: now))
    refusal(of: try response(at: now + 301), .expired(signed: now + 301, now: now))
  }

  @Test("A shortened MAC is refused even where its octets are right", arguments: [1, 10, 16, 31])
  func truncatedMAC(length: Int) throws {
    var message = try TSIGVector.update()
    message.header.isResponse = true
    let whole = try TSIG.sign(message, with: key, now: now, answering: request.mac)
    let short = TSIGRecord(
      keyName: key.name, algorithm: key.algorithm.name, timeSigned: now, fudge: 300,
      mac: Array(whole.mac.prefix(length)), originalID: 0x1234)
    refusal(of: try TSIG.appending(short, to: message.encoded()), .truncatedMAC(octets: length))
  }

  @Test("An answer without signature is worth nothing, whatever it says")
  func unsignedAnswers() throws {
    var message = try TSIGVector.update()
    message.header.isResponse = true
    refusal(of: try message.encoded(), .unsigned(.noError))
    message.header.responseCode = .refused
    refusal(of: try message.encoded(), .unsigned(.refused))
    refusal(of: try unsigned(error: 0), .unsigned(.notAuthoritative))
    refusal(of: try unsigned(error: 18), .unsigned(.notAuthoritative))
  }

  @Test("BADKEY and BADSIG are named, and not taken for the server's proved word")
  func claims() throws {
    refusal(of: try unsigned(error: 17), .keyUnknown)
    refusal(of: try unsigned(error: 16), .signatureRefused)
    #expect(!TSIGError.keyUnknown.isAuthentic && !TSIGError.signatureRefused.isAuthentic)
    refusal(of: try unsigned(mac: Array(repeating: 0, count: 32), error: 17), .macMismatch)
  }

  @Test("BADTIME and BADTRUNC count when signed; BADTIME tells the server's time")
  func signedErrors() throws {
    let servers: [UInt8] = [0, 0, 0x6A, 0xB1, 0x49, 0x90]
    refusal(of: try response(error: 18, other: servers), .clockDiffers(serverTime: 0x6AB1_4990))
    refusal(of: try response(error: 22), .truncationRefused)
    refusal(of: try response(error: 99), .other(99))
    refusal(of: try unsigned(mac: Array(repeating: 0, count: 32), error: 18), .macMismatch)
  }

  @Test("A request sent back is no answer")
  func reflected() throws {
    refusal(of: request.wire, .notAResponse)
    refusal(of: try response(isResponse: false), .notAResponse)
  }

  @Test("The TSIG must be the last record and the only one")
  func misplaced() throws {
    var message = try DNSMessage(parsing: vector.response)
    message.additionals.append(EDNS().record)
    #expect(throws: TSIGError.self) { try TSIG.verify(message.encoded(), to: request, with: key, now: now) }
    message = try DNSMessage(parsing: vector.response)
    message.answers = message.additionals
    #expect(throws: TSIGError.self) { try TSIG.verify(message.encoded(), to: request, with: key, now: now) }
  }

  @Test("A forwarder that changed the id is seen through by the original id")
  func originalID() throws {
    // Signed under the id 0x1234; sent on under another, as RFC 8945 §5.1 allows.
    var octets = vector.response
    octets.replaceSubrange(0..<2, with: [0x77, 0x77])
    let forwarded = SignedMessage(wire: request.wire, mac: request.mac, id: 0x7777)
    #expect(try TSIG.verify(octets, to: forwarded, with: key, now: now).header.id == 0x7777)
  }

  @Test("A secret is never shown, and one that could be guessed is refused")
  func secrets() throws {
    let key = try TSIGKey(name: DomainName("k"), base64Secret: "c2VjcmV0LXNlY3JldC1zZWNyZXQ=")
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(reflecting: key), dumped] {
      #expect(!text.contains("secret") && !text.contains("115") && text.contains("k."))
    }
    #expect(throws: DNSWireError.self) { try TSIGKey(name: .root, secret: [1, 2, 3]) }
    #expect(throws: DNSWireError.self) { try TSIGKey(name: .root, base64Secret: "not base64!") }
  }
}
