extension WireReader {
  /// Refuses octets that are left behind a record's data.
  func finish(_ type: RecordType) throws(DNSWireError) {
    guard remaining == 0 else { throw .malformed("octets are left behind the data of a \(type) record") }
  }

  /// Reads a type bitmap to the end (RFC 4034 §4.1.2): windows in ascending order, each of 1–32 octets.
  mutating func typeBitmap() throws(DNSWireError) -> Set<RecordType> {
    var types: Set<RecordType> = []
    var last = -1
    while remaining > 0 {
      let window = Int(try octet())
      let length = Int(try octet())
      guard window > last, (1...32).contains(length) else { throw .malformed("a type bitmap that is none") }
      last = window
      for (index, bits) in try take(length).enumerated() {
        for bit in 0..<8 where bits & (0x80 >> bit) != 0 {
          types.insert(RecordType(rawValue: UInt16(window << 8 | index << 3 | bit)))
        }
      }
    }
    return types
  }
}

extension DomainName {
  /// The name that an NS, CNAME, DNAME or PTR record holds, uncompressed.
  /// - Throws: `truncated`, `badPointer`, `malformed` for anything but exactly one name.
  public init(rdata: [UInt8]) throws(DNSWireError) {
    var reader = WireReader(rdata)
    self = try reader.name(compressed: false)
    guard reader.remaining == 0 else { throw .malformed("octets are left behind a name") }
  }
}
