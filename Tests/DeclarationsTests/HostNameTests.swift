import Declarations
import TLSKeys
import Testing

@Suite("Host names from people, and the names of records")
struct HostNameTests {
  @Test(
    "A name is converted as a browser does",
    arguments: [
      ("EC-1.Com", "ec-1.com"), ("ec-1.com.", "ec-1.com"), ("Bücher.example", "xn--bcher-kva.example"),
      ("faß.de", "xn--fa-hia.de"), ("日本語。jp", "xn--wgv71a119e.jp"), ("ＧＯ.com", "go.com"),
      ("r3--ü.test", "xn--r3---3ra.test"), ("Xn--R3---3RA.test", "xn--r3---3ra.test"), ("r3--a_b.test", "r3--a_b.test"),
    ])
  func converted(written: String, name: String) throws {
    #expect(try HostName.fromPerson(written).description == name)
  }

  @Test(
    "What is no name is refused",
    arguments: [
      "", ".", "192.0.2.1", "１２７.0.0.1", "[::1]", "a b.example", "bü/cher.example", "bü@cher.example",
      "_m2dmrt.bücher.example", "xn--a.test", "www.XN--A.test", "ex%41mple.test", "ü+.test",
    ])
  func refused(written: String) {
    #expect(throws: HostNameError.self) { try HostName.fromPerson(written) }
  }

  @Test("The reason says which rule is meant: no decoding, or no name at all")
  func reasons() {
    let percent = #expect(throws: HostNameError.self) { try HostName.fromPerson("ex%41mple.test") }
    #expect(percent?.description.contains("nothing is decoded") == true)
    let punycode = #expect(throws: HostNameError.self) { try HostName.fromPerson("xn--a.test") }
    #expect(punycode?.description.contains("A-label") == true)
  }

  @Test("The reason never shows control characters or more than a short piece")
  func reason() {
    let written = "\u{1B}[31m" + String(repeating: "a", count: 500)
    let error = #expect(throws: HostNameError.self) { try HostName(written) }
    #expect(error?.description.contains("\u{1B}") == false)
    #expect((error?.description.count ?? 0) < 200)
  }

  @Test("An owner name of 253 octets exists, one of 254 does not")
  func ownerNames() throws {
    let destination = try HostName("d.example")
    let labels = String(repeating: "a", count: 59)
    let origin = try HostName([labels, labels, labels, String(repeating: "b", count: 55)].joined(separator: "."))
    let owner = try #require(RelationshipNames.declarationOwner(origin: origin, destination: destination))
    #expect(owner.utf8.count == 253)
    #expect(RelationshipNames.declarationOwner(origin: origin, destination: try HostName("dd.example")) == nil)
  }

  @Test(
    "Unix seconds are written as UTC",
    arguments: [
      (Int64(0), "1970-01-01T00:00:00Z"), (1_790_000_000, "2026-09-21T14:13:20Z"),
      (951_782_399, "2000-02-28T23:59:59Z"),
      (951_782_400, "2000-02-29T00:00:00Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
      (253_402_300_799, "9999-12-31T23:59:59Z"),
    ])
  func times(seconds: Int64, text: String) {
    #expect(TimeText.utc(seconds) == text)
  }
}
