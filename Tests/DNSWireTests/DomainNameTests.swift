import DNSWire
import Testing

@Suite("Domain names") struct DomainNameTests {
  @Test(
    "Presentation format is read, and written with the final dot",
    arguments: [
      ("ec-1.com", "ec-1.com."), ("ec-1.com.", "ec-1.com."), (".", "."), ("pay-1.net._m2dmrt.EC-1.com", nil),
      ("a\\.b.c", "a\\.b.c."), ("a\\046b", "a\\.b."), ("\\000\\255.x", "\\000\\255.x."), ("\\;\\\".x", "\\;\\\".x."),
      ("sp\\032ace", "sp\\032ace."),
    ] as [(String, String?)])
  func presentation(text: String, written: String?) throws {
    let name = try DomainName(text)
    #expect(name.description == written ?? "\(text).")
    #expect(try DomainName(name.description).wire == name.wire)
  }

  @Test(
    "What is no name is refused with the reason",
    arguments: [
      ("", "empty"), ("a..b", "empty label"), (".a", "empty label"), ("..", "empty label"), ("a b", "a space"),
      ("bücher.example", "not ASCII"), ("a\\", "escape"), ("a\\25", "escape"), ("a\\256", "escape"),
      (String(repeating: "a", count: 64), "63 octets"), (String(repeating: "a.", count: 128), "255 octets"),
      (String(repeating: "a", count: 5000), "too long"),
    ])
  func refused(text: String, reason: String) {
    #expect { try DomainName(text) } throws: { "\($0)".contains(reason) }
  }

  @Test("A name of exactly 255 octets and labels of 63 are names; one octet more is none")
  func limits() throws {
    let label = String(repeating: "a", count: 63)
    let longest = "\(label).\(label).\(label).\(String(repeating: "b", count: 61))"
    #expect(try DomainName(longest).wire.count == 255)
    #expect(throws: DNSWireError.self) { try DomainName(longest + "b") }
    #expect(throws: DNSWireError.nameTooLong) { try DomainName(labels: Array(repeating: [0x61], count: 128)) }
    #expect(throws: DNSWireError.badLabel) { try DomainName(labels: [[]]) }
  }

  @Test("Case never matters, and is kept")
  func caseInsensitive() throws {
    let (written, folded) = (try DomainName("Pay-1.NET"), try DomainName("pay-1.net"))
    #expect(written == folded)
    #expect(written.hashValue == folded.hashValue)
    #expect(written.description == "Pay-1.NET.")
    #expect(written.canonicalWire == folded.wire)
    #expect(try DomainName("a@b") != DomainName("a`b"), "only letters are folded")
  }

  @Test("A name is below another by whole labels only")
  func subdomains() throws {
    let fence = try DomainName("_m2dmrt.ec-1.com")
    #expect(try DomainName("pay-1.net._M2DMRT.ec-1.com").isSubdomain(of: fence))
    #expect(fence.isSubdomain(of: fence))
    #expect(fence.isSubdomain(of: .root))
    #expect(try !DomainName("x_m2dmrt.ec-1.com").isSubdomain(of: fence))
    #expect(try !DomainName("ec-1.com").isSubdomain(of: fence))
    // The octets of the other name at the end of a longer label.
    #expect(!(try DomainName(labels: [[0x78] + fence.wire.dropLast()])).isSubdomain(of: fence))
    #expect(try fence.parent == DomainName("ec-1.com"))
    #expect(DomainName.root.parent == nil)
    #expect(fence.labels.map(\.count) == [7, 4, 3])
  }
}
