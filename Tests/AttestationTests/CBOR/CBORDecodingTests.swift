import Testing

@testable import Attestation

@Suite("Reading CBOR")
struct CBORDecodingTests {
  /// From RFC 8949, appendix A, what is used here of it.
  static let examples: [(String, CBOR)] = [
    ("00", .unsigned(0)), ("17", .unsigned(23)), ("1818", .unsigned(24)), ("1903e8", .unsigned(1_000)),
    ("1a000f4240", .unsigned(1_000_000)), ("1bffffffffffffffff", .unsigned(.max)), ("20", .negative(0)),
    ("3903e7", .int(-1_000)), ("3bffffffffffffffff", .negative(.max)), ("f4", .bool(false)), ("f5", .bool(true)),
    ("f6", .null), ("40", .bytes([])), ("4401020304", .bytes([1, 2, 3, 4])), ("60", .text("")),
    ("6449455446", .text("IETF")),
    ("62c3bc", .text("ü")), ("64f0908591", .text("𐅑")), ("80", .array([])),
    ("8301820203820405", .array([.int(1), .array([.int(2), .int(3)]), .array([.int(4), .int(5)])])),
    ("a201020304", .map([.init(.int(1), .int(2)), .init(.int(3), .int(4))])),
    ("c11a514b67b0", .tagged(1, .unsigned(1_363_896_240))), ("5f42010243030405ff", .bytes([1, 2, 3, 4, 5])),
    ("7f657374726561646d696e67ff", .text("streaming")), ("9fff", .array([])), ("5fff", .bytes([])), ("7fff", .text("")),
    ("9f018202039f0405ffff", .array([.int(1), .array([.int(2), .int(3)]), .array([.int(4), .int(5)])])),
    ("bf61610161629f0203ffff", .map([.init(.text("a"), .int(1)), .init(.text("b"), .array([.int(2), .int(3)]))])),
    ("bfff", .map([])),
    ("bf6346756ef563416d7421ff", .map([.init(.text("Fun"), .bool(true)), .init(.text("Amt"), .int(-2))])),
  ]

  @Test("the examples of RFC 8949 are read as the RFC says", arguments: Self.examples)
  func example(octets: String, item: CBOR) throws {
    #expect(try CBOR(decoding: CBORHex.octets(octets)) == item)
  }

  static let hostile: [(octets: String, check: String)] = [
    ("", "cbor.truncated"), ("18", "cbor.truncated"), ("1900", "cbor.truncated"), ("4401", "cbor.truncated"),
    ("8201", "cbor.truncated"), ("a101", "cbor.truncated"), ("c1", "cbor.truncated"), ("9f01", "cbor.truncated"),
    ("bf01", "cbor.truncated"), ("5f4101", "cbor.truncated"), ("61", "cbor.truncated"),
    // Counts of 2⁶³ and more.
    ("5b8000000000000000", "cbor.truncated"), ("5bffffffffffffffff00", "cbor.truncated"),
    ("9b8000000000000000", "cbor.truncated"),
    ("bbffffffffffffffff0101", "cbor.truncated"), ("7b7fffffffffffffff61", "cbor.truncated"),
    // Heads that need not be so long.
    ("1817", "cbor.head-length"), ("1900ff", "cbor.head-length"), ("1a0000ffff", "cbor.head-length"),
    ("1b00000000ffffffff", "cbor.head-length"), ("580101", "cbor.head-length"), ("9800", "cbor.head-length"),
    ("b800", "cbor.head-length"), ("d80100", "cbor.head-length"), ("3817", "cbor.head-length"),
    // Heads that there are none of.
    ("1c", "cbor.head"), ("1f", "cbor.head"), ("3f", "cbor.head"), ("df00", "cbor.head"), ("5e", "cbor.head"),
    ("ff", "cbor.head"),
    ("81ff", "cbor.head"), ("a101ff", "cbor.head"), ("fc", "cbor.head"),
    // What nothing here uses.
    ("f7", "cbor.simple"), ("e0", "cbor.simple"), ("f814", "cbor.simple"), ("f8ff", "cbor.simple"),
    ("f90000", "cbor.simple"),
    ("fa47c35000", "cbor.simple"), ("fb3ff199999999999a", "cbor.simple"),
    ("0000", "cbor.trailing"), ("8000", "cbor.trailing"), ("bfff00", "cbor.trailing"),
    ("61ff", "cbor.utf8"), ("62c328", "cbor.utf8"), ("63eda080", "cbor.utf8"), ("62c080", "cbor.utf8"),
    // A character that is cut into two chunks.
    ("7f61c361bcff", "cbor.utf8"),
    ("5f6161ff", "cbor.chunk"), ("7f4161ff", "cbor.chunk"), ("5f5f4101ffff", "cbor.chunk"), ("5f01ff", "cbor.chunk"),
    ("a201010102", "cbor.duplicate-key"), ("bf616101616102ff", "cbor.duplicate-key"),
    // The same key, once in chunks; the same map as a key, in another order.
    ("a26161017f6161ff02", "cbor.duplicate-key"), ("a2a20102030401a20304010202", "cbor.duplicate-key"),
    ("bf01ff", "cbor.odd-map"), ("bf010203ff", "cbor.odd-map"),
  ]

  @Test("what is no CBOR, or none that has one reading, is refused by its own check", arguments: Self.hostile)
  func refused(octets: String, check: String) {
    #expect(throws: EvidenceError.malformed(check, "")) { try CBOR(decoding: CBORHex.octets(octets)) }
  }

  @Test("keys that only look the same are two keys")
  func lookAlikes() throws {
    // “é” as one character, and as an e with an accent; the sign of the Kelvin, which Swift takes for a K.
    let accents = try CBOR(decoding: CBORHex.octets("a2 62c3a9 01 6365cc81 02"))
    #expect(accents.entries?.count == 2)
    #expect(CBOR.text("\u{212A}") != .text("K"))
    #expect(CBOR.map([.init(.text("\u{212A}"), .null)])["K"] == nil)
  }

  @Test("sixteen containers may stand in one another, not seventeen", arguments: ["81", "9f", "a100", "bf00", "c6"])
  func depth(head: String) throws {
    let end = head == "9f" || head == "bf00" ? "ff" : ""
    func nested(_ count: Int) -> [UInt8] {
      CBORHex.octets(String(repeating: head, count: count) + "00" + String(repeating: end, count: count))
    }
    _ = try CBOR(decoding: nested(16))
    #expect(throws: EvidenceError.malformed("cbor.depth", "")) { try CBOR(decoding: nested(17)) }
    #expect(throws: EvidenceError.malformed("cbor.depth", "")) { try CBOR(decoding: nested(100_000)) }
    let eager = CBORLimits(octets: 1 << 20, depth: 1_000_000)
    #expect(throws: EvidenceError.malformed("cbor.depth", "")) { try CBOR(decoding: nested(17), limits: eager) }
  }

  @Test("more octets than allowed are not looked at")
  func size() {
    let limits = CBORLimits(octets: 4)
    #expect(throws: Never.self) { try CBOR(decoding: [0x43, 1, 2, 3], limits: limits) }
    #expect(throws: EvidenceError.malformed("cbor.size", "")) {
      try CBOR(decoding: [0x44, 1, 2, 3, 4], limits: limits)
    }
  }

  @Test("a part of other octets is read as if it stood alone")
  func slices() throws {
    let octets: [UInt8] = [9, 9, 0x82, 1, 2, 9]
    #expect(try CBOR(decoding: octets[2..<5]) == .array([.int(1), .int(2)]))
  }
}
