extension DNSMessage {
  /// Wire format. Owner names are compressed (names in RDATA stay as they are): an RRset of 60,000 octets would not fit
  /// into a message otherwise.
  /// - Throws: `tooLarge` for more than 65,535 octets.
  public func encoded() throws(DNSWireError) -> [UInt8] {
    var writer = WireWriter()
    writer.uint16(header.id)
    writer.uint16(header.flags)
    for count in [questions.count, answers.count, authorities.count, additionals.count] { try writer.count(count) }
    for question in questions {
      writer.compressed(question.name)
      writer.uint16(question.type.rawValue)
      writer.uint16(question.recordClass.rawValue)
    }
    for section in [answers, authorities, additionals] {
      for record in section { try writer.record(record) }
    }
    guard writer.octets.count <= Self.octetLimit else { throw .tooLarge(octets: writer.octets.count) }
    return writer.octets
  }
}
