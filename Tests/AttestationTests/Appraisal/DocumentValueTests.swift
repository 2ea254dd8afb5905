import Testing

@testable import Attestation

@Suite("Documents of reference values and policies")
struct DocumentValueTests {
  static func json(_ text: String) throws -> DocumentValue { try DocumentValue(json: Array(text.utf8)) }

  @Test("JSON is read and written, with sorted keys")
  func json() throws {
    let value = try Self.json(#" {"b": [1, -2, true, null, "x\u00e9"], "a": {}} "#)
    #expect(
      value
        == .map([
          .init("b", .list([.integer(1), .integer(-2), .flag(true), .nothing, .text("xé")])), .init("a", .map([])),
        ]))
    #expect(value.json == #"{"a":{},"b":[1,-2,true,null,"xé"]}"#)
    #expect(value["a"] == .map([]))
  }

  @Test("two values under one key are refused, since readers differ in which they take")
  func duplicates() {
    #expect(throws: DocumentError.self) { try Self.json(#"{"debug": false, "debug": true}"#) }
  }

  @Test("CBOR and back is the same value; octets and tags are no document's")
  func cbor() throws {
    let value = try Self.json(#"{"a": [1, -2, true, null, "x"], "b": {}}"#)
    #expect(DocumentValue(cbor: try CBOR(decoding: value.cbor.encoded)) == value)
    #expect(DocumentValue(cbor: .array([.bytes([1])])) == nil)
    #expect(DocumentValue(cbor: .map([.init(.int(1), .null)])) == nil)
    #expect(DocumentValue(cbor: .unsigned(.max)) == nil)
  }

  @Test("YAML for people quotes every text, so that digits stay digits")
  func yaml() {
    let value = DocumentValue.map([
      .init("name", .text("a: b")), .init("list", .list([.text("00e1"), .map([.init("x", .integer(1))])])),
      .init("none", .list([])),
      .init("on", .flag(true)), .init("pcr0", .map([.init("a b", .nothing)])),
    ])
    #expect(
      value.yaml == """
        name: "a: b"
        list:
          - "00e1"
          -
            x: 1
        none: []
        "on": true
        pcr0:
          "a b": null

        """)
  }

  @Test("what is wrong is said with the way to it, and what to do")
  func errors() {
    func complaint(_ text: String) -> String {
      do {
        _ = try AppraisalPolicy(document: try Self.json(text))
        return "accepted"
      } catch {
        return "\(error)"
      }
    }
    #expect(complaint("[]") == "the document should be a map of keys to values. Write `key: value` lines.")
    #expect(complaint("{").hasPrefix("the document is not JSON as it is read here: "))
    #expect(complaint("{}") == "schema is missing. Add `schema: 1`.")
    #expect(complaint(#"{"schema": 2}"#) == "schema is 2. This program reads schema 1.")
    #expect(complaint(#"{"schema": 1}"#) == "name is missing. Add `name:` with a word for people.")
    #expect(complaint(#"{"schema": 1, "name": "x\ny"}"#) == "name should be one line of 1 to 128 octets")
    #expect(
      complaint(#"{"schema": 1, "name": "x", "tdx": {"stati": []}}"#)
        == "tdx.stati is not a key of this document. Known here: advisories, owner, required, statuses, warnedStatuses."
    )
    #expect(complaint(#"{"schema": 1, "name": "x", "debug": 1}"#) == "debug should be `true` or `false`")
    #expect(complaint(#"{"schema": 1, "name": "x", "freshness": 0}"#).hasPrefix("freshness is 0, out of range"))
    #expect(
      complaint(#"{"schema": 1, "name": "x", "simulatedRoots": ["abc"]}"#)
        == "simulatedRoots[0] is not hexadecimal. Two digits make an octet.")
    #expect(
      complaint(#"{"schema": 1, "name": "x", "simulatedRoots": "abcd"}"#)
        == "simulatedRoots has 2 octets. It should have 32.")
    #expect(
      complaint(#"{"schema": 1, "name": "x", "snp": {"minimumTCB": {"Milan": {"snp": 256}}}}"#)
        == "snp.minimumTCB.Milan.snp is 256, out of range. From 0 to 255 is allowed.")
  }
}
