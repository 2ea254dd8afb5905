import Testing

@testable import Attestation

/// Whoever compares texts must first put combining marks in order, which takes the square of their number: so texts are bounded
/// before they are compared.
@Suite("Texts of nothing but combining marks are refused before anything is compared with them")
struct HostileTextTests {
  /// Marks of several classes, two octets each.
  private func marks(_ octets: Int) -> String {
    let marks = ["\u{301}", "\u{316}", "\u{327}"]
    return (0..<octets / 2).map { marks[$0 % 3] }.joined()
  }

  @Test("a member's name in JSON has 256 octets at most")
  func names() {
    func json(_ octets: Int) -> [UInt8] { Array("{\"\(self.marks(octets))\":1}".utf8) }
    #expect(throws: Never.self) { try StrictJSON(json(256), atMost: 4_096, check: "names") }
    #expect(throws: EvidenceError.malformed("names", "")) { try StrictJSON(json(258), atMost: 4_096, check: "names") }
  }

  @Test("so has a text that means something")
  func words() throws {
    func fields(_ octets: Int) throws -> JSONFields {
      let json = Array("{\"id\":\"\(self.marks(octets))\"}".utf8)
      return try JSONFields(try StrictJSON(json, atMost: 4_096, check: "words"), check: "words")
    }
    #expect(try fields(256).text("id").utf8.count == 256)
    #expect(throws: EvidenceError.malformed("words.id", "")) { try fields(258).text("id") }
  }

  @Test("a key of reference values too")
  func keys() {
    let document = DocumentValue.map([
      .init("schema", .integer(1)), .init("name", .text("x")),
      .init("snp", .map([.init("measurement\(self.marks(258))", .text("any"))])),
    ])
    #expect(throws: DocumentError.self) { try ReferenceValues(document: document) }
  }

  @Test("what is no ASCII is no text of evidence, however long")
  func evidence() throws {
    for start in ["a", "0", "="] {
      let text = Array((start + self.marks(100_000)).utf8)
      #expect(try EvidenceText.octets(of: text) == text)
    }
  }
}
