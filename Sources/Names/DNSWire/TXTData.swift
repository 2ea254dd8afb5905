/// The RDATA of TXT records: character strings of at most 255 octets each (RFC 1035 §3.3.14).
public enum TXTData {
  /// RDATA whose strings joined without separator are `octets`. Every string but the last has 255 octets.
  public static func encode(_ octets: some Collection<UInt8>) -> [UInt8] {
    var rdata: [UInt8] = []
    rdata.reserveCapacity(octets.count + octets.count / 255 + 1)
    var rest = octets[...]
    repeat {
      let string = rest.prefix(255)
      rdata.append(UInt8(string.count))
      rdata += string
      rest = rest.dropFirst(string.count)
    } while !rest.isEmpty
    return rdata
  }

  /// The strings of `rdata`, joined without separator; never longer than `rdata`.
  /// - Throws: `malformed` for RDATA without any string, or whose last string is cut off.
  public static func join(_ rdata: some Collection<UInt8>) throws(DNSWireError) -> [UInt8] {
    guard !rdata.isEmpty else { throw .malformed("a TXT record without any string") }
    var octets: [UInt8] = []
    octets.reserveCapacity(rdata.count)
    var rest = rdata[...]
    while let length = rest.first {
      let string = rest.dropFirst().prefix(Int(length))
      guard string.count == Int(length) else { throw .malformed("a TXT record whose last string is cut off") }
      octets += string
      rest = rest.dropFirst(1 + string.count)
    }
    return octets
  }
}
