extension DNSMessage {
  /// Reads a whole message.
  ///
  /// Bounded: no section is made larger than the octets can fill, compression pointers only lead backwards, and octets
  /// behind the last record are refused. Names in the RDATA of the types that may compress them are written out
  /// (RFC 3597 §4).
  /// - Throws: `DNSWireError` for everything that is not one whole message.
  public init(parsing octets: [UInt8]) throws(DNSWireError) {
    self = try ParsedMessage(octets).message
  }
}

/// A message and the place of its last record, which a TSIG must be.
struct ParsedMessage {
  let message: DNSMessage
  /// Where the last record of the additional section begins; the end of the message where it has none.
  let lastAdditional: Int

  init(_ octets: [UInt8]) throws(DNSWireError) {
    guard octets.count <= DNSMessage.octetLimit else { throw .tooLarge(octets: octets.count) }
    var reader = WireReader(octets)
    let header = MessageHeader(id: try reader.uint16(), flags: try reader.uint16())
    let counts = [try reader.uint16(), try reader.uint16(), try reader.uint16(), try reader.uint16()]
    var questions: [Question] = []
    for _ in 0..<counts[0] { questions.append(try reader.question()) }
    var last = octets.count
    func section(_ count: UInt16) throws(DNSWireError) -> [ResourceRecord] {
      var records: [ResourceRecord] = []
      for _ in 0..<count {
        last = reader.position
        records.append(try reader.record())
      }
      return records
    }
    message = DNSMessage(
      header: header, questions: questions, answers: try section(counts[1]), authorities: try section(counts[2]),
      additionals: try section(counts[3]))
    guard reader.remaining == 0 else { throw .trailingOctets(count: reader.remaining) }
    lastAdditional = counts[3] == 0 ? octets.count : last
  }
}

extension WireReader {
  fileprivate mutating func question() throws(DNSWireError) -> Question {
    let name = try name()
    let type = RecordType(rawValue: try uint16())
    return Question(name, type, recordClass: RecordClass(rawValue: try uint16()))
  }

  fileprivate mutating func record() throws(DNSWireError) -> ResourceRecord {
    let name = try name()
    let type = RecordType(rawValue: try uint16())
    let recordClass = RecordClass(rawValue: try uint16())
    let ttl = try uint32()
    let length = Int(try uint16())
    guard length <= remaining else { throw .truncated(offset: position) }
    guard length > 0, let layout = NamesInData(type) else {
      return ResourceRecord(name, type, recordClass: recordClass, ttl: ttl, rdata: try take(length))
    }
    let end = position + length
    var rdata = try take(layout.before)
    for _ in 0..<layout.names { rdata += try self.name().wire }
    rdata += try take(layout.after)
    guard position == end else { throw .malformed("the data of a \(type) record has a wrong length") }
    return ResourceRecord(name, type, recordClass: recordClass, ttl: ttl, rdata: rdata)
  }
}

/// Where names stand in the RDATA of the types in which others may have compressed them (RFC 3597 §4).
private struct NamesInData {
  let before: Int
  let names: Int
  let after: Int

  init?(_ type: RecordType) {
    switch type.rawValue {
    case 2, 3, 4, 5, 7, 8, 9, 12, 39: self.init(before: 0, names: 1, after: 0)
    case 6: self.init(before: 0, names: 2, after: 20)
    case 14, 17: self.init(before: 0, names: 2, after: 0)
    case 15, 18, 21, 36: self.init(before: 2, names: 1, after: 0)
    case 26: self.init(before: 2, names: 2, after: 0)
    case 33: self.init(before: 6, names: 1, after: 0)
    default: return nil
    }
  }

  private init(before: Int, names: Int, after: Int) {
    (self.before, self.names, self.after) = (before, names, after)
  }
}
