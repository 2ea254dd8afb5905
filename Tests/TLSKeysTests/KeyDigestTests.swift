import Testing

@testable import TLSKeys

@Suite("Key digests and tags") struct KeyDigestTests {
  @Test("A digest is 43 characters, a tag is the first 16 of them")
  func lengths() {
    let digest = KeyDigest(spkiDER: Array("abc".utf8))
    #expect(digest.base64URL == "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0")
    #expect(KeyTag(of: digest).base64URL == "ungWv48Bz-pBQUDe")
    #expect(KeyTag(base64URL: "ungWv48Bz-pBQUDe") == KeyTag(of: digest))
    #expect(KeyDigest(base64URL: digest.base64URL) == digest)
    #expect(KeyDigest(octets: digest.octets) == digest)
  }

  @Test("Other lengths and trailing bits are refused")
  func refused() {
    #expect(KeyDigest(octets: [UInt8](repeating: 0, count: 31)) == nil)
    #expect(KeyDigest(octets: [UInt8](repeating: 0, count: 33)) == nil)
    #expect(KeyDigest(base64URL: String(repeating: "A", count: 42)) == nil)
    #expect(KeyDigest(base64URL: String(repeating: "A", count: 44)) == nil)
    #expect(KeyDigest(base64URL: String(repeating: "A", count: 42) + "B") == nil)
    #expect(KeyDigest(base64URL: String(repeating: "A", count: 42) + "=") == nil)
    #expect(KeyTag(base64URL: String(repeating: "A", count: 15)) == nil)
    #expect(KeyTag(base64URL: String(repeating: "A", count: 17)) == nil)
  }

  @Test("Digests are ordered by their octets, not by their text")
  func order() throws {
    let low = try #require(KeyDigest(octets: [0x00] + [UInt8](repeating: 255, count: 31)))
    let high = try #require(KeyDigest(octets: [0xFC] + [UInt8](repeating: 0, count: 31)))
    #expect(low < high)
    #expect(!(high < low))
    #expect(!(low < low))
    // In base64url the greater one begins with "_", the lesser one with "z", which is above "_" in ASCII.
    let textual = try #require(KeyDigest(octets: [0xCC] + [UInt8](repeating: 0, count: 31)))
    #expect(textual < high && textual.base64URL > high.base64URL.replacing("_", with: "A"))
  }
}
