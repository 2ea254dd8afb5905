import DNSWire
import Foundation
import Testing

@Suite("DNSSEC's records") struct DNSSECDataTests {
  /// A key, and the DS record that an RFC gives for it.
  struct Example: Sendable, CustomTestStringConvertible {
    let source: String
    let owner: String
    let key: String
    let base64: String
    let ds: String
    var testDescription: String { source }

    func read() throws -> DNSKEYData {
      let words = key.split(separator: " ").compactMap { UInt8($0) }
      let flags = try #require(key.split(separator: " ").first.flatMap { UInt16($0) })
      let octets = try #require(Data(base64Encoded: base64))
      return try DNSKEYData([UInt8(flags >> 8), UInt8(flags & 0xFF)] + words.suffix(2) + octets)
    }
  }

  static let examples = [
    Example(
      source: "RFC 4034 §5.4, SHA-1", owner: "dskey.example.com.", key: "256 3 5",
      base64: """
        AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLU\
        Uh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==
        """,
      ds: "60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118"),
    Example(
      source: "RFC 6605 §6.1, SHA-256", owner: "EXAMPLE.net.", key: "257 3 13",
      base64: "GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==",
      ds: "55648 13 2 B4C8C1FE2E7477127B27115656AD6256F424625BF5C1E2770CE6D6E37DF61D17"),
    Example(
      source: "RFC 6605 §6.2, SHA-384", owner: "example.net.", key: "257 3 14",
      base64:
        "xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRSEkrbYQ+OB+v8/uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40",
      ds:
        "10771 14 4 72D7B62976CE06438E9C0BF319013CF801F09ECC84B8D7E9495F27E305C6A9B0563A9B5F4D288405C3008A946DF983D6"),
  ]

  @Test("A key's tag and digest are those of the RFCs' examples", arguments: examples)
  func digests(example: Example) throws {
    let key = try example.read()
    let owner = try DomainName(example.owner)
    let type = try #require(example.ds.split(separator: " ").dropFirst(2).first.flatMap { UInt8($0) })
    let ds = try #require(DSData(of: key, owner: owner, digestType: type))
    #expect(ds.description == example.ds)
    #expect(ds.matches(key, owner: owner))
    #expect(!ds.matches(key, owner: try DomainName("other.example.")))
    #expect(DSData(of: key, owner: owner, digestType: 3) == nil)
    #expect(key.signsZone)
  }

  @Test("A key that is revoked, of another protocol or of no zone signs nothing")
  func strangeKeys() throws {
    for text in ["0181 03 0D 01", "0100 02 0D 01", "0001 03 0D 01"] {
      #expect(try !DNSKEYData(hex(text)).signsZone, "\(text)")
    }
    #expect(try DNSKEYData(hex("0101 03 0D 01")).isEntryPoint)
  }

  @Test("A DS record read from the wire is the one that was written")
  func readDS() throws {
    let ds = try DSData(hex("3039 0D 02") + Array(repeating: 0xAB, count: 32))
    #expect(ds.keyTag == 12345 && ds.algorithm == 13 && ds.digestType == 2)
    #expect(ds.description == "12345 13 2 \(String(repeating: "AB", count: 32))")
  }

  @Test("A signature's times are the nearest that its 32 bits may mean, also beyond 2106")
  func signatureTimes() throws {
    let name = try DomainName("ec-1.test.").wire
    let head = hex("0010 0D 02 0000012C")
    func signature(_ inception: Int64, _ expiration: Int64) throws -> RRSIGData {
      let times = [expiration, inception].map { UInt32(truncatingIfNeeded: $0) }
      let octets = times.flatMap { [UInt8($0 >> 24), UInt8($0 >> 16 & 0xFF), UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)] }
      return try RRSIGData(head + octets + hex("3039") + name + [1, 2, 3])
    }
    for now in [1_790_000_000, 4_294_967_290, 4_294_967_300] as [Int64] {
      let read = try signature(now - 3600, now + 86400)
      #expect(read.begin(near: now) == now - 3600 && read.end(near: now) == now + 86400)
    }
    let read = try signature(0, 1)
    #expect(read.typeCovered == .txt && read.originalTTL == 300 && read.keyTag == 12345 && read.labels == 2)
    #expect(try read.signer == DomainName("EC-1.test."))
    #expect(read.signature == [1, 2, 3])
  }

  @Test("An NSEC3 record gives its parameters, the flag and the types; NSEC3PARAM writes as in a zone file")
  func denial() throws {
    // RFC 5155 appendix A, the apex of `example`: MX DNSKEY NS SOA NSEC3PARAM RRSIG.
    let rdata = hex("01 01 000C 04 AABBCCDD 02 0F0F 0007 22 01 00 00 00 02 90")
    let record = try NSEC3Data(rdata)
    #expect(record.isOptOut)
    #expect(record.parameters.description == "1 1 12 AABBCCDD")
    #expect(record.types == [.ns, .soa, .mx, .rrsig, .dnskey, .nsec3param])
    #expect(try NSEC3PARAMData(hex("01 00 0000 00")).description == "1 0 0 -")
    #expect(try !NSEC3Data(hex("01 FE 0000 00 01 00")).isOptOut)
    #expect(try NSEC3Data(hex("01 00 0000 00 01 00 0101 40")).types == [.caa])
  }

  @Test("An SOA record gives its serial, which is older or newer also across zero")
  func start() throws {
    func soa(_ serial: UInt32) throws -> SOAData {
      let octets = [UInt8(serial >> 24), UInt8(serial >> 16 & 0xFF), UInt8(serial >> 8 & 0xFF), UInt8(serial & 0xFF)]
      return try SOAData(hex("026E7300 00") + octets + hex("00000E10 00000258 00015180 00000005"))
    }
    let first = try soa(0xFFFF_FFFF)
    let next = try soa(0)
    #expect(first.minimum == 5 && first.refresh == 3600)
    #expect(try first.primary == DomainName("ns."))
    #expect(first.isOlder(than: next) && !next.isOlder(than: first) && !first.isOlder(than: first))
    #expect(try soa(5).isOlder(than: try soa(7)))
  }
}
