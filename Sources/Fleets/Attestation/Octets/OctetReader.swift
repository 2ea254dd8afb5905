/// Reads octets of a fixed layout from front to back and never beyond their end. Numbers are little-endian, as AMD and Intel
/// write them.
struct OctetReader {
  private let octets: ArraySlice<UInt8>
  private var position: Int
  /// The word under which an end that comes too early is reported.
  private let check: String

  init(_ octets: some Collection<UInt8>, check: String) {
    self.octets = ArraySlice(octets)
    self.position = self.octets.startIndex
    self.check = check
  }

  /// How many octets are left.
  var remaining: Int { self.octets.endIndex - self.position }
  /// How many were read.
  var offset: Int { self.position - self.octets.startIndex }

  mutating func take(_ count: Int) throws(EvidenceError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= self.remaining else {
      throw .malformed(self.check, "\(count) octets are announced at offset \(self.offset), \(self.remaining) are left")
    }
    defer { self.position += count }
    return self.octets[self.position..<self.position + count]
  }

  mutating func rest() -> ArraySlice<UInt8> {
    defer { self.position = self.octets.endIndex }
    return self.octets[self.position...]
  }

  mutating func uint8() throws(EvidenceError) -> UInt8 { UInt8(try self.number(1)) }
  mutating func uint16() throws(EvidenceError) -> UInt16 { UInt16(try self.number(2)) }
  mutating func uint32() throws(EvidenceError) -> UInt32 { UInt32(try self.number(4)) }
  mutating func uint64() throws(EvidenceError) -> UInt64 { try self.number(8) }

  private mutating func number(_ count: Int) throws(EvidenceError) -> UInt64 {
    try self.take(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
