import Testing

@testable import Attestation

@Suite("Writing CBOR")
struct CBOREncodingTests {
  @Test("numbers take as few octets as they can")
  func heads() {
    let numbers: [(UInt64, String)] = [
      (0, "00"), (23, "17"), (24, "1818"), (0xFF, "18ff"), (0x100, "190100"), (0xFFFF, "19ffff"),
      (0x1_0000, "1a00010000"),
      (0xFFFF_FFFF, "1affffffff"), (0x1_0000_0000, "1b0000000100000000"), (.max, "1bffffffffffffffff"),
    ]
    for (number, octets) in numbers { #expect(CBOR.unsigned(number).encoded == CBORHex.octets(octets)) }
    #expect(CBOR.int(-1).encoded == [0x20] && CBOR.int(.min).encoded == CBORHex.octets("3b7fffffffffffffff"))
    #expect(CBOR.int(.min).integer == .min && CBOR.negative(.max).integer == nil && CBOR.unsigned(.max).integer == nil)
  }

  @Test("the entries of a map are sorted by the octets of their keys, as RFC 8949 §4.2.1 shows it")
  func order() {
    let keys: [CBOR] = [
      .bool(false), .array([.int(-1)]), .array([.int(100)]), .text("aa"), .text("z"), .int(-1), .int(100), .int(10),
    ]
    let map = CBOR.map(keys.map { CBOR.Entry($0, .null) })
    let sorted = "a8 0af6 1864f6 20f6 617af6 626161f6 811864f6 8120f6 f4f6"
    #expect(map.encoded == CBORHex.octets(sorted))
    #expect(map == .map(keys.reversed().map { CBOR.Entry($0, .null) }))
  }

  @Test("what was read and is written again has definite lengths and reads the same")
  func roundTrip() throws {
    for (octets, item) in CBORDecodingTests.examples {
      #expect(try CBOR(decoding: CBOR(decoding: CBORHex.octets(octets)).encoded) == item)
    }
    let endless = try CBOR(decoding: CBORHex.octets("bf 7f 6162 6163 ff 5f 4101 4102 ff 6161 9f f5 ff ff"))
    #expect(endless.encoded == CBORHex.octets("a2 6161 81f5 626263 420102"))
  }
}
