import DNSWire
import Testing

@Suite("Hostile messages") struct HostileMessageTests {
  private static let head = hex("0001 8000 0001 0000 0000 0000")

  @Test("Every prefix of a message is refused as truncated")
  func prefixes() {
    for length in 0..<DNSMessageTests.compressed.count {
      let prefix = Array(DNSMessageTests.compressed[..<length])
      #expect { try DNSMessage(parsing: prefix) } throws: {
        if case .truncated = $0 as? DNSWireError { true } else { false }
      }
    }
  }

  @Test("Octets behind the last record are refused")
  func trailing() {
    expectRefusal(DNSMessageTests.compressed + [0], .trailingOctets(count: 1))
  }

  @Test(
    "A pointer to itself, forward, into the header, or back into its own labels is refused",
    arguments: [
      ("c00c", 12), ("c0ff", 12), ("ffff", 12), ("c000", 12), ("c00b", 12), ("0161 c00c", 14), ("0161 c00e", 14),
    ])
  func pointers(name: String, offset: Int) {
    expectRefusal(Self.head + hex(name) + [0, 1, 0, 1], .badPointer(offset: offset))
  }

  @Test("Two names that point to each other end")
  func mutualPointers() {
    // The first question's name is a label and a pointer to the second's, which points back.
    let octets = hex("0001 8000 0002 0000 0000 0000") + hex("0161 c014 0001 0001 c00c 0001 0001")
    expectRefusal(octets, .badPointer(offset: 14))
  }

  @Test("A chain of more pointers than an honest message has is refused")
  func pointerChain() {
    // Data full of pointers, each to the one before; then a name that enters the chain at its end.
    let count = 2000
    var data: [UInt8] = [0]
    let start = 12 + 1 + 10
    for index in 0..<count {
      let target = index == 0 ? start : start + 1 + 2 * (index - 1)
      data += [0xC0 | UInt8(target >> 8), UInt8(target & 0xFF)]
    }
    let last = start + 1 + 2 * (count - 1)
    var octets = hex("0001 8000 0000 0002 0000 0000") + hex("00 ff00 0001 00000000")
    octets += [UInt8(data.count >> 8), UInt8(data.count & 0xFF)] + data
    let offset = octets.count
    octets += [0xC0 | UInt8(last >> 8), UInt8(last & 0xFF)] + hex("0001 0001 00000000 0000")
    #expect { try DNSMessage(parsing: octets) } throws: {
      guard case .badPointer(let at) = $0 as? DNSWireError else { return false }
      return at < offset
    }
  }

  @Test("A name of 300 octets is refused, whole or put together by pointers")
  func longNames() {
    let label = [UInt8](repeating: 0x61, count: 59)
    let long = Array(repeating: [59] + label, count: 5).flatMap(\.self)
    expectRefusal(Self.head + long + [0, 0, 1, 0, 1], .nameTooLong)
    let half = Array(repeating: [59] + label, count: 3).flatMap(\.self)
    let octets = hex("0001 8000 0002 0000 0000 0000") + half + [0, 0, 1, 0, 1] + half + hex("c00c 0001 0001")
    expectRefusal(octets, .nameTooLong)
  }

  @Test("Labels of 64 octets and the reserved label types are refused", arguments: [0x40, 0x41, 0x7F, 0x80, 0xBF])
  func labels(length: UInt8) {
    expectRefusal(Self.head + [length] + [UInt8](repeating: 0x61, count: 200) + [0, 0, 1, 0, 1], .badLabel)
  }

  @Test("Claimed counts of 65535 cost nothing", arguments: 0..<4)
  func counts(section: Int) {
    var octets = hex("0001 8000 0000 0000 0000 0000")
    octets[4 + 2 * section] = 0xFF
    octets[5 + 2 * section] = 0xFF
    expectRefusal(octets, .truncated(offset: 12))
  }

  @Test("Data longer or shorter than its names is refused", arguments: ["0003", "0005", "0001"])
  func wrongLength(length: String) {
    let octets = hex("0001 8000 0000 0001 0000 0000") + hex("00 0002 0001 00000000 \(length) 016100 00000000")
    #expect(throws: DNSWireError.self) { try DNSMessage(parsing: octets) }
  }

  @Test("More than 65,535 octets are refused unread")
  func enormous() {
    expectRefusal([UInt8](repeating: 0, count: 65536), .tooLarge(octets: 65536))
  }

  @Test("A changed octet anywhere never crashes the reader")
  func mutations() {
    for index in DNSMessageTests.compressed.indices {
      for value in [0x00, 0x3F, 0x40, 0xC0, 0xFF] as [UInt8] {
        var octets = DNSMessageTests.compressed
        octets[index] = value
        if let message = try? DNSMessage(parsing: octets) {
          #expect(message.questions.count <= 1 && message.answers.count <= 1)
        }
      }
    }
  }

  @Test("OPT records whose options do not fill their data are refused", arguments: ["000a", "000a0003ffff"])
  func options(rdata: String) {
    let record = ResourceRecord(
      .root, .opt, recordClass: RecordClass(rawValue: 1232), ttl: 0, rdata: hex(rdata))
    #expect(throws: DNSWireError.self) { try EDNS(record) }
  }
}
