import Testing

@testable import TLSKeys

@Suite("base64url") struct Base64URLTests {
  @Test(
    "The test vectors of RFC 4648 come out without padding",
    arguments: [
      ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
      ("foobar", "Zm9vYmFy"),
    ])
  func vectors(plain: String, text: String) {
    #expect(Base64URL.encode(Array(plain.utf8)) == text)
    #expect(Base64URL.decode(text) == Array(plain.utf8))
  }

  @Test("The two characters that differ from ordinary base64 are - and _")
  func alphabet() {
    #expect(Base64URL.encode([0xFB, 0xEF, 0xFF]) == "--__")
    #expect(Base64URL.decode("--__") == [0xFB, 0xEF, 0xFF])
    #expect(Base64URL.decode("++//") == nil)
  }

  @Test(
    "Padding, white space, foreign characters and impossible lengths are refused",
    arguments: ["Zg==", "Zg=", "Z g", "Zg\n", " Zg", "Z", "Zm9vY", "Zé", "Zm9v.", "\0\0"])
  func strict(text: String) {
    #expect(Base64URL.decode(text) == nil)
  }

  @Test("Trailing bits must be zero, so that every octet sequence has one text")
  func trailingBits() {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    #expect(alphabet.filter { Base64URL.decode("A\($0)") != nil } == "AQgw")
    #expect(alphabet.filter { Base64URL.decode("AA\($0)") != nil } == "AEIMQUYcgkosw048")
  }

  @Test("Every length survives the round trip")
  func roundTrip() {
    for count in 0...100 {
      let octets = (0..<count).map { _ in UInt8.random(in: .min ... .max) }
      #expect(Base64URL.decode(Base64URL.encode(octets)) == octets)
    }
  }
}
