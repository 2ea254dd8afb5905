/// Writes a message from front to back.
struct WireWriter {
  private(set) var octets: [UInt8] = []
  /// Where names and their parents were written, as far as a pointer can reach.
  private var places: [ArraySlice<UInt8>: Int] = [:]

  mutating func uint16(_ value: UInt16) {
    octets.append(UInt8(truncatingIfNeeded: value >> 8))
    octets.append(UInt8(truncatingIfNeeded: value))
  }

  mutating func uint32(_ value: UInt32) {
    uint16(UInt16(truncatingIfNeeded: value >> 16))
    uint16(UInt16(truncatingIfNeeded: value))
  }

  mutating func uint48(_ value: UInt64) {
    uint16(UInt16(truncatingIfNeeded: value >> 32))
    uint32(UInt32(truncatingIfNeeded: value))
  }

  mutating func append(_ more: some Collection<UInt8>) { octets += more }

  /// A count or a length of something of which more than 65,535 cannot be written.
  mutating func count(_ value: Int) throws(DNSWireError) {
    guard let short = UInt16(exactly: value) else { throw .tooLarge(octets: value) }
    uint16(short)
  }

  /// Writes a name, its end as a pointer where the same octets stand already (RFC 1035 §4.1.4). Names that differ in case
  /// share nothing, so that the case is kept.
  mutating func compressed(_ name: DomainName) {
    var rest = name.wire[...]
    while let length = rest.first, length != 0 {
      if let place = places[rest] {
        uint16(0xC000 | UInt16(place))
        return
      }
      if octets.count < 0x4000 { places[rest] = octets.count }
      octets += rest.prefix(1 + Int(length))
      rest = rest.dropFirst(1 + Int(length))
    }
    octets.append(0)
  }

  mutating func record(_ record: ResourceRecord) throws(DNSWireError) {
    compressed(record.name)
    try body(record)
  }

  /// As `record`, with the owner name written out.
  mutating func uncompressedRecord(_ record: ResourceRecord) throws(DNSWireError) {
    append(record.name.wire)
    try body(record)
  }

  private mutating func body(_ record: ResourceRecord) throws(DNSWireError) {
    uint16(record.type.rawValue)
    uint16(record.recordClass.rawValue)
    uint32(record.ttl)
    try count(record.rdata.count)
    append(record.rdata)
  }
}
