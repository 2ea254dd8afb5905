import Foundation
import Testing

@testable import AgentStore

@Suite("Lists of texts in one column")
struct TextListTests {
  @Test(
    "what was written is read",
    arguments: [
      [], [""], ["", ""], ["a"], ["a", "b"], ["v=M2DMRT1; s=a.test", "MFkw/+8="], [","], ["\",\""], ["\\"],
      ["é\u{0}\n"],
    ])
  func roundTrip(_ texts: [String]) throws {
    #expect(TextList.decode(try TextList.encode(texts)) == texts)
  }

  @Test("older agents' slashes are read too")
  func escapedSlashes() {
    #expect(TextList.decode(#"["a\/b","c"]"#) == ["a/b", "c"])
  }

  @Test("spaces between the texts are read too, as JSON allows them")
  func spaces() {
    #expect(TextList.decode(#"[ "a" , "b" ]"#) == ["a", "b"])
  }

  @Test(
    "what is no list is none",
    arguments: [
      "", "[", "]", "[\"", "[\"]", "[\"a\"", "\"a\"", "[\"a\"\"b\"]", "[,\"a\"]", "[1]", "{}", "[\"a\nb\"]",
      "[\"a\";\"b\"]",
    ])
  func noList(_ text: String) {
    #expect(TextList.decode(text) == nil)
  }
}
