import Testing

@testable import Attestation

@Suite("Octets of a fixed layout")
struct OctetReaderTests {
  @Test("numbers are little-endian, and nothing is read beyond the end")
  func numbers() throws {
    var reader = OctetReader([1, 2, 3, 4, 5, 6, 7], check: "test.end")
    #expect(try reader.uint16() == 0x0201)
    #expect(try reader.uint32() == 0x0605_0403)
    #expect(throws: EvidenceError.malformed("test.end", "")) { try reader.uint64() }
    #expect(reader.remaining == 1 && reader.offset == 6)
    #expect(throws: EvidenceError.malformed("test.end", "")) { try reader.take(-1) }
    #expect(Array(reader.rest()) == [7])
  }
}
