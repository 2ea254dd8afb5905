import Testing

@testable import Attestation

@Suite("JSON as signed collateral needs it")
struct StrictJSONTests {
  private func read(_ text: String, atMost: Int = 10_000) throws -> StrictJSON {
    try StrictJSON(Array(text.utf8), atMost: atMost, check: "test.json")
  }

  @Test("values of every kind are read, white space or not")
  func values() throws {
    #expect(
      try self.read(" [1,-20 ,0, true,false,null,\"a\", [ ], {} ]\r\n")
        == .array([
          .integer(1), .integer(-20), .integer(0), .bool(true), .bool(false), .null, .text("a"), .array([]),
          .object([]),
        ]))
  }

  @Test("a member knows in which octets its value stands")
  func places() throws {
    let text = #"{ "a" : {"b":[1, 2]} , "é": "x" }"#
    guard case .object(let members) = try self.read(text) else { throw EvidenceError.malformed("test", "") }
    let octets = Array(text.utf8)
    #expect(members.map { String(decoding: octets[$0.place], as: UTF8.self) } == [#"{"b":[1, 2]}"#, #""x""#])
  }

  @Test(
    "escapes in strings",
    arguments: [
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\uD83D\uDE00""#, "Aé😀"), (#""é😀""#, "é😀"),
    ])
  func escapes(_ text: String, _ expected: String) throws {
    #expect(try self.read(text) == .text(expected))
  }

  @Test(
    "what two readers could read differently is refused",
    arguments: [
      #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, #"{"a":{"b":1,"b":1}}"#, "1.0", "1e3", "01", "-", "+1",
      "1234567890123456",
      "NaN", "Infinity", "tru", "truex", #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#, #""\x41""#, #""\u12g4""#,
      #""\u12"#,
      "\"\n\"", "\"\u{0}\"", #""a"#, "[1,]", "[,1]", "[1 2]", "[1", "{", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#,
      #"{"a":1"#,
      #"{a:1}"#, #"{1:1}"#, "{} {}", "{}x", "", " ", "\u{FEFF}{}", "//x\n{}", "'a'",
    ])
  func refused(_ text: String) {
    #expect(throws: EvidenceError.malformed("test.json", "")) { try self.read(text) }
  }

  @Test(
    "octets that are not UTF-8 are no string",
    arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80]] as [[UInt8]])
  func notUTF8(_ octets: [UInt8]) {
    #expect(throws: EvidenceError.malformed("test.json", "")) {
      try StrictJSON([0x22] + octets + [0x22], atMost: 100, check: "test.json")
    }
  }

  @Test("depth, size and number of values are bounded")
  func bounds() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    _ = try self.read(nested(16))
    #expect(throws: EvidenceError.malformed("test.json", "")) { try self.read(nested(17)) }
    #expect(throws: EvidenceError.malformed("test.json", "")) {
      try self.read(String(repeating: "[", count: 1_000_000), atMost: 2_000_000)
    }
    #expect(throws: EvidenceError.malformed("test.json", "")) { try self.read("[1,2]", atMost: 4) }
    func many(_ count: Int) -> String { "[" + [String](repeating: "1", count: count).joined(separator: ",") + "]" }
    _ = try self.read(many(65_535), atMost: 200_000)
    #expect(throws: EvidenceError.malformed("test.json", "")) { try self.read(many(65_536), atMost: 200_000) }
  }
}
