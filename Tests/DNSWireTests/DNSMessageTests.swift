import DNSWire
import Testing

@Suite("Messages") struct DNSMessageTests {
  /// An answer as a server compresses it: question www.ec-1.com MX, answer `www.ec-1.com MX 10 mail.ec-1.com`, authority
  /// `ec-1.com NS ns.ec-1.com`, additional OPT.
  static let compressed = hex(
    """
    abcd 8580 0001 0001 0001 0001
    03777777 0465632d31 03636f6d 00 000f 0001
    c00c 000f 0001 0000012c 0009 000a 046d61696c c010
    c010 0002 0001 0000012c 0005 026e73 c010
    00 0029 04d0 00008000 0000
    """)

  @Test("A compressed message is read, names in data are written out")
  func compression() throws {
    let message = try DNSMessage(parsing: Self.compressed)
    let name = try DomainName("www.ec-1.com")
    #expect(message.header.id == 0xABCD)
    #expect(message.header.isResponse && message.header.isAuthoritative && message.header.recursionDesired)
    #expect(!message.header.isTruncated && message.header.opcode == .query)
    #expect(message.questions == [Question(name, .mx)])
    #expect(message.answers(name, .mx).map(\.rdata) == [[0, 10] + (try DomainName("mail.ec-1.com").wire)])
    #expect(message.answers[0].ttl == 300)
    #expect(message.authorities.map(\.rdata) == [try DomainName("ns.ec-1.com").wire])
    #expect(try message.edns() == EDNS(udpPayloadSize: 1232, dnssecOK: true))
    #expect(message.responseCode == .noError)
  }

  @Test("A written message reads as the same, and owner names take two octets from the second on")
  func roundTrip() throws {
    let name = try DomainName("pay-1.net._m2dmrt.ec-1.com")
    let records = (0..<200).map { index in
      ResourceRecord.txt(name, ttl: 300, text: Array(repeating: UInt8(index), count: 298))
    }
    var message = DNSMessage(
      header: MessageHeader(id: 7, opcode: .query), questions: [Question(name, .txt)], answers: records,
      additionals: [EDNS(options: [.init(code: 10, data: [1, 2, 3])]).record])
    message.header.isResponse = true
    let wire = try message.encoded()
    #expect(try DNSMessage(parsing: wire) == message)
    #expect(wire.count == 12 + name.wire.count + 4 + 200 * (2 + 10 + 300) + 11 + 7)
  }

  @Test("The case of names survives compression")
  func keepsCase() throws {
    let message = DNSMessage(
      header: MessageHeader(id: 1, opcode: .query),
      questions: [Question(try DomainName("x.EC-1.com"), .a), Question(try DomainName("x.ec-1.com"), .a)])
    let read = try DNSMessage(parsing: try message.encoded())
    #expect(read.questions.map(\.name.description) == ["x.EC-1.com.", "x.ec-1.com."])
  }

  @Test("More than a message holds is refused when written")
  func tooLarge() throws {
    let record = ResourceRecord(.root, .txt, ttl: 0, rdata: Array(repeating: 0, count: 40000))
    #expect(throws: DNSWireError.self) {
      try DNSMessage(header: MessageHeader(id: 1, opcode: .query), answers: [record, record]).encoded()
    }
    let endless = ResourceRecord(.root, .txt, ttl: 0, rdata: Array(repeating: 0, count: 65536))
    #expect(throws: DNSWireError.tooLarge(octets: 65536)) {
      try DNSMessage(header: MessageHeader(id: 1, opcode: .query), answers: [endless]).encoded()
    }
  }

  @Test("EDNS lends the response code eight more bits")
  func extendedResponseCode() throws {
    var edns = EDNS()
    edns.extendedResponseCode = 1
    var message = DNSMessage(header: MessageHeader(id: 1, opcode: .query), additionals: [edns.record])
    #expect(message.responseCode == ResponseCode(rawValue: 16))
    message.additionals.append(edns.record)
    #expect(throws: DNSWireError.self) { try message.edns() }
  }
}
