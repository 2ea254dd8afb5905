import Testing

@testable import DNSWire

@Suite("Zone transfers") struct ZoneTransferTests {
  private let vector: TransferVector

  init() throws { vector = try TransferVector() }

  /// A zone of so many texts, each record in a message of its own.
  private func scattered(_ count: Int) throws -> [DNSMessage] {
    try vector.records(count).map { vector.message([$0]) }
  }

  private func refusal(
    of messages: [[UInt8]], _ expected: ZoneTransferError, limits: ZoneTransfer.Limits = ZoneTransfer.Limits(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: expected, sourceLocation: sourceLocation) { _ = try vector.read(messages, limits: limits) }
  }

  @Test("A zone is read from one message and from many, and only what is wanted is kept")
  func whole() throws {
    let address = ResourceRecord(vector.zone, .a, ttl: 300, rdata: [192, 0, 2, 1])
    let one = vector.message([vector.start, address, try vector.text(1), vector.start])
    #expect(try vector.read(vector.signed([one])) == [try vector.text(1)])
    let many = try vector.signed(scattered(5))
    #expect(try vector.read(many)?.count == 5)
    for length in many.indices { #expect(try vector.read(Array(many[..<length])) == nil, "\(length)") }
  }

  @Test("Up to 99 messages in a row need no signature, and the last needs one")
  func gaps() throws {
    let messages = try scattered(199)
    let last = messages.count - 1
    #expect(last == 200)
    let sparse = try vector.signed(messages) { $0.isMultiple(of: 100) }
    #expect(try vector.read(sparse)?.count == 199)
    refusal(of: try vector.signed(messages) { $0 == 0 || $0 == 101 || $0 == last }, .signature(.unsigned(.noError)))
    refusal(of: try vector.signed(messages) { $0 != last }, .signature(.unsigned(.noError)))
    refusal(of: try vector.signed(messages) { $0 != 0 }, .signature(.unsigned(.noError)))
  }

  @Test("No message can be left out, repeated, changed or put in another place, signed or not", arguments: [1, 3])
  func tampering(signedEvery step: Int) throws {
    let wires = try vector.signed(scattered(5)) { $0.isMultiple(of: step) }
    #expect(try vector.read(wires) != nil)
    for place in 1..<wires.count - 1 {
      var others = wires
      others.remove(at: place)
      #expect(throws: ZoneTransferError.self, "left out \(place)") { _ = try vector.read(others) }
      others = wires
      others.insert(wires[place], at: place)
      #expect(throws: ZoneTransferError.self, "repeated \(place)") { _ = try vector.read(others) }
      others = wires
      others.swapAt(place, place + 1)
      #expect(throws: ZoneTransferError.self, "put off \(place)") { _ = try vector.read(others) }
    }
    for octet in wires[2].indices {
      var others = wires
      others[2][octet] ^= 1
      #expect(throws: ZoneTransferError.self, "octet \(octet)") { _ = try vector.read(others) }
    }
  }

  @Test("The messages of another transfer, of another time or key are refused")
  func others() throws {
    let wires = try vector.signed(scattered(1))
    let later = try TSIG.sign(
      DNSMessage.query(id: 0x1234, Question(vector.zone, .axfr)), with: vector.key, now: TransferVector.time + 1)
    var transfer = ZoneTransfer(of: vector.zone, answering: later, with: vector.key) { _ in true }
    #expect(throws: ZoneTransferError.signature(.macMismatch)) { try transfer.take(wires[0], now: TransferVector.time) }
    let old = try vector.signed(scattered(1), at: TransferVector.time - 301)
    refusal(of: old, .signature(.expired(signed: TransferVector.time - 301, now: TransferVector.time)))
    var second = try vector.signed(scattered(1)) { $0 == 0 }
    second[1][1] ^= 1
    refusal(of: second, .signature(.wrongID))
  }

  @Test("What is not the zone, whole and alone, is refused")
  func malformed() throws {
    func refused(_ answers: [ResourceRecord], _ reason: String) throws {
      refusal(of: try vector.signed([vector.message(answers)]), .malformed(reason))
    }
    let text = try vector.text(1)
    try refused([text, vector.start], "it does not begin with the zone's SOA record")
    try refused([vector.start, vector.start, text], "records follow its end")
    var other = vector.start
    other.rdata[5] = 1
    try refused([vector.start, text, other], "it ends with another SOA record than it began with")
    let stranger = try vector.text(1, at: "pay.test._m2dmrt.ec-2.test")
    try refused([vector.start, stranger, vector.start], "\(stranger.name) does not belong to \(vector.zone)")
    let question = vector.message([vector.start, vector.start], asking: Question(try DomainName("ec-2.test"), .axfr))
    refusal(of: try vector.signed([question]), .malformed("it answers another question"))
    refusal(of: try vector.signed([vector.message([], code: .refused)]), .refused(.refused))
  }

  @Test("A zone beyond the limits is refused as soon as it is")
  func limits() throws {
    var limits = ZoneTransfer.Limits()
    limits.records = 4
    let wires = try vector.signed(scattered(5))
    refusal(of: wires, .tooManyRecords(4), limits: limits)
    limits.records = 5
    limits.octets = wires.reduce(0) { $0 + $1.count }
    #expect(try vector.read(wires, limits: limits)?.count == 5)
    let octets = limits.octets
    limits.octets -= 1
    refusal(of: wires, .tooLarge(octets: octets), limits: limits)
  }
}
