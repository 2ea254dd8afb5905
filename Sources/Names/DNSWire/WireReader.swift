/// Reads octets of a message from front to back and never beyond their end.
struct WireReader {
  let octets: [UInt8]
  private(set) var position = 0

  /// Honest messages need a handful of pointers for a name; every pointer costs the reader a step.
  private static let pointerLimit = 128

  init(_ octets: [UInt8]) { self.octets = octets }

  var remaining: Int { octets.count - position }

  mutating func octet() throws(DNSWireError) -> UInt8 {
    guard position < octets.count else { throw .truncated(offset: position) }
    defer { position += 1 }
    return octets[position]
  }

  mutating func uint16() throws(DNSWireError) -> UInt16 {
    let high = try octet()
    return UInt16(high) << 8 | UInt16(try octet())
  }

  mutating func uint32() throws(DNSWireError) -> UInt32 {
    let high = try uint16()
    return UInt32(high) << 16 | UInt32(try uint16())
  }

  mutating func uint48() throws(DNSWireError) -> UInt64 {
    let high = try uint16()
    return UInt64(high) << 32 | UInt64(try uint32())
  }

  mutating func take(_ count: Int) throws(DNSWireError) -> [UInt8] {
    guard count <= remaining else { throw .truncated(offset: position) }
    defer { position += count }
    return Array(octets[position..<position + count])
  }

  /// Reads a name (RFC 1035 §4.1.4). Every pointer must lead to before the place where the labels read so far began, so no
  /// loop is possible.
  mutating func name(compressed: Bool = true) throws(DNSWireError) -> DomainName {
    var wire: [UInt8] = []
    var at = position
    var segment = position
    var end: Int?
    var pointers = 0
    while true {
      guard at < octets.count else { throw .truncated(offset: at) }
      let length = Int(octets[at])
      switch length {
      case 0:
        wire.append(0)
        position = end ?? at + 1
        return DomainName(trusted: wire)
      case 1...63:
        guard at + 1 + length < octets.count else { throw .truncated(offset: at) }
        guard wire.count + length + 2 <= DomainName.octetLimit else { throw .nameTooLong }
        wire += octets[at...at + length]
        at += 1 + length
      case 0xC0...0xFF:
        guard at + 1 < octets.count else { throw .truncated(offset: at) }
        let target = (length & 0x3F) << 8 | Int(octets[at + 1])
        pointers += 1
        guard compressed, (DNSMessage.headerLength..<segment).contains(target), pointers <= Self.pointerLimit else {
          throw .badPointer(offset: at)
        }
        end = end ?? at + 2
        at = target
        segment = target
      default:
        throw .badLabel
      }
    }
  }
}
