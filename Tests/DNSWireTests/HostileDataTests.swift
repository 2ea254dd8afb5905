import DNSWire
import Testing

@Suite("Hostile data of DNSSEC's records") struct HostileDataTests {
  /// A whole record of each kind, and what reads it.
  struct Kind: Sendable, CustomTestStringConvertible {
    let name: String
    let whole: [UInt8]
    /// How many of the first octets cannot be left out.
    let least: Int
    let read: @Sendable ([UInt8]) throws -> Void
    var testDescription: String { name }
  }

  static let kinds = [
    Kind(name: "DNSKEY", whole: hex("0101 03 0D 0102"), least: 5) { _ = try DNSKEYData($0) },
    Kind(name: "DS", whole: hex("3039 0D 02 0102"), least: 5) { _ = try DSData($0) },
    Kind(name: "RRSIG", whole: hex("0010 0D 02 0000012C 00000001 00000000 3039 0161 00 0102"), least: 22) {
      _ = try RRSIGData($0)
    },
    Kind(name: "NSEC3", whole: hex("01 00 0000 01 AA 02 0F0F 0001 80"), least: 9) { _ = try NSEC3Data($0) },
    Kind(name: "NSEC3PARAM", whole: hex("01 00 0000 01 AA"), least: 6) { _ = try NSEC3PARAMData($0) },
    Kind(
      name: "SOA", whole: hex("0161 00 0162 00 00000001 00000001 00000001 00000001 00000001"), least: 26
    ) { _ = try SOAData($0) },
    Kind(name: "NS", whole: hex("0161 00"), least: 3) { _ = try DomainName(rdata: $0) },
  ]

  @Test("A record that is cut off is refused", arguments: kinds)
  func prefixes(kind: Kind) throws {
    try kind.read(kind.whole)
    for length in 0..<kind.least {
      #expect(throws: DNSWireError.self, "\(length)") { try kind.read(Array(kind.whole[..<length])) }
    }
  }

  @Test(
    "Octets behind a record of fixed parts are refused",
    arguments: kinds.filter { kind in
      ["NSEC3PARAM", "SOA", "NS"].contains(kind.name)
    })
  func trailing(kind: Kind) {
    #expect(throws: DNSWireError.self) { try kind.read(kind.whole + [0]) }
  }

  @Test("Names in the data are taken literally: no pointer leads out of it")
  func pointers() {
    #expect(throws: DNSWireError.badPointer(offset: 0)) { try DomainName(rdata: hex("C000")) }
    #expect(throws: DNSWireError.badPointer(offset: 0)) { try SOAData(hex("C00C 00") + Array(repeating: 0, count: 20)) }
    #expect(throws: DNSWireError.badPointer(offset: 18)) {
      try RRSIGData(hex("0010 0D 02 0000012C 00000001 00000000 3039 C000 0102"))
    }
  }

  @Test(
    "A bitmap with windows out of order, twice, empty or too long is refused",
    arguments: ["01 01 80 00 01 80", "00 01 80 00 01 80", "00 00", "00 21 " + String(repeating: "80", count: 33), "00"])
  func bitmaps(text: String) {
    #expect(throws: DNSWireError.self) { try NSEC3Data(hex("01 00 0000 00 01 00") + hex(text)) }
  }

  @Test("The largest bitmap there is, and the longest key, are read in their stride")
  func largest() throws {
    var all: [UInt8] = []
    for window in 0...UInt8.max { all += [window, 32] + Array(repeating: 0xFF, count: 32) }
    #expect(try NSEC3Data(hex("01 00 0000 00 01 00") + all).types.count == 65536)
    #expect(try DNSKEYData(Array(repeating: 0xFF, count: 65535)).keyTag == 0xFF00)
  }

  @Test("An NSEC3 record without a next hash is refused")
  func emptyHash() {
    #expect(throws: DNSWireError.self) { try NSEC3Data(hex("01 00 0000 00 00")) }
  }
}
