@testable import DNSWire

/// A zone as an honest server hands it over, one message for each of its parts, and what others make of it.
struct TransferVector {
  static let time: UInt64 = 1_790_000_000

  let zone: DomainName
  let key: TSIGKey
  let request: SignedMessage
  let start: ResourceRecord

  init() throws {
    zone = try DomainName("ec-1.test")
    key = try TSIGKey(name: DomainName("agent"), secret: Array(0..<32))
    request = try TSIG.sign(DNSMessage.query(id: 0x1234, Question(zone, .axfr)), with: key, now: Self.time)
    start = ResourceRecord(zone, .soa, ttl: 300, rdata: Array(repeating: 0, count: 22))
  }

  func text(_ number: Int, at name: String = "pay.test._m2dmrt.ec-1.test") throws -> ResourceRecord {
    .txt(try DomainName(name), ttl: 300, text: "\(number)".utf8)
  }

  /// The whole zone with so many texts.
  func records(_ count: Int) throws -> [ResourceRecord] { try [start] + (0..<count).map { try text($0) } + [start] }

  func message(
    _ answers: [ResourceRecord], asking question: Question? = nil, code: ResponseCode = .noError, id: UInt16 = 0x1234
  ) -> DNSMessage {
    var message = DNSMessage(
      header: MessageHeader(id: id, opcode: .query), questions: [question ?? Question(zone, .axfr)], answers: answers)
    message.header.isResponse = true
    message.header.isAuthoritative = true
    message.header.responseCode = code
    return message
  }

  /// These messages as a server sends them.
  /// - Parameter isSigned: which of them have a TSIG, by place.
  func signed(
    _ messages: [DNSMessage], at time: UInt64 = Self.time, where isSigned: (Int) -> Bool = { _ in true }
  ) throws -> [[UInt8]] {
    var wires: [[UInt8]] = []
    var mac = request.mac
    var unsigned: [UInt8] = []
    for (place, message) in messages.enumerated() {
      let wire = try message.encoded()
      guard isSigned(place) else {
        unsigned += wire
        wires.append(wire)
        continue
      }
      var tsig = TSIGRecord(
        keyName: key.name, algorithm: key.algorithm.name, timeSigned: time, fudge: 300, originalID: message.header.id)
      let length = [UInt8(mac.count >> 8), UInt8(mac.count & 0xFF)]
      tsig.mac = key.mac(of: length + mac + unsigned + wire + (place == 0 ? tsig.variables : tsig.timers))
      wires.append(try TSIG.appending(tsig, to: wire))
      mac = tsig.mac
      unsigned = []
    }
    return wires
  }

  /// What a client makes of these messages; nil where it waits for more.
  func read(
    _ messages: [[UInt8]], limits: ZoneTransfer.Limits = ZoneTransfer.Limits(), now: UInt64 = Self.time
  ) throws -> [ResourceRecord]? {
    var transfer = ZoneTransfer(of: zone, answering: request, with: key, limits: limits) { $0.type == .txt }
    for message in messages {
      if let records = try transfer.take(message, now: now) { return records }
    }
    return nil
  }
}
