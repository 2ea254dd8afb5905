import DNSWire
import Testing

@Suite("TXT data") struct TXTDataTests {
  @Test("What is split into strings of 255 octets is joined again", arguments: [0, 1, 254, 255, 256, 510, 511, 60000])
  func roundTrip(count: Int) throws {
    let octets = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let rdata = TXTData.encode(octets)
    #expect(rdata.count == count + max(1, (count + 254) / 255))
    #expect(try TXTData.join(rdata) == octets)
  }

  @Test("Strings of any lengths are joined without separator")
  func join() throws {
    #expect(try TXTData.join([2, 0x61, 0x62, 0, 1, 0x63]) == [0x61, 0x62, 0x63])
  }

  @Test("Data that is cut off or has no string is refused", arguments: [[], [1], [255, 1, 2], [1, 0x61, 3, 0x62]])
  func refused(rdata: [UInt8]) {
    #expect(throws: DNSWireError.self) { try TXTData.join(rdata) }
  }
}
