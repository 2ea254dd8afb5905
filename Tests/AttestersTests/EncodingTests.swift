import Attestation
import Loopback
import Testing

@testable import Attesters

@Suite("How made-up evidence is written")
struct EncodingTests {
  @Test(
    "CBOR, as in RFC 8949 appendix A",
    arguments: [
      (.unsigned(23), "17"), (.unsigned(24), "1818"), (.unsigned(100), "1864"), (.unsigned(1000), "1903e8"),
      (.unsigned(1_000_000), "1a000f4240"), (.unsigned(.max), "1bffffffffffffffff"), (.negative(99), "3863"),
      (.bytes([1, 2, 3, 4]), "4401020304"), (.text("IETF"), "6449455446"),
      (.array([.unsigned(1), .unsigned(2)]), "820102"),
      (.map([.init("a", .unsigned(1)), .init("b", .null)]), "a26161016162f6"),
      (.openMap([.init("Fun", .bool(true))]), "bf6346756ef5ff"), (.tagged(1, .unsigned(1)), "c101"),
    ] as [(LooseCBOR, String)])
  func cbor(item: LooseCBOR, hex: String) {
    #expect(Hexadecimal.text(item.octets) == hex)
  }

  @Test(
    "DER is what openssl reads",
    .enabled(if: Program.areInstalled("openssl"), "openssl is not installed"))
  func der() async throws {
    let octets = DERWriter.sequence(
      DERWriter.identifier([1, 3, 6, 1, 4, 1, 3704, 1, 3, 8]), DERWriter.identifier([1, 2, 840, 113741, 1, 13, 1]),
      DERWriter.integer(0), DERWriter.integer(127), DERWriter.integer(128), DERWriter.integer(0x1_0000),
      DERWriter.integer(octets: [0, 0, 0xFF]), DERWriter.boolean(true), DERWriter.time(0),
      DERWriter.time(2_524_607_999),
      DERWriter.time(2_524_608_000), DERWriter.octetString([UInt8](repeating: 1, count: 300)), DERWriter.ia5("Milan-B0")
    )
    let folder = try TemporaryFolder()
    let path = try folder.write(octets, to: "octets.der")
    let text = try await Command.succeed("openssl", ["asn1parse", "-inform", "DER", "-in", path])
    let values = text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ":").dropFirst(3).joined(separator: ":").trimmingPrefix { $0 == " " }
    }
    #expect(
      values.dropLast(2) == [
        "1.3.6.1.4.1.3704.1.3.8", "1.2.840.113741.1.13.1", "00", "7F", "80", "010000", "FF", "255", "700101000000Z",
        "491231235959Z", "20500101000000Z",
      ])
    #expect(text.contains("IA5STRING") && text.contains("Milan-B0") && text.contains("l= 300"))
  }

  @Test("JSON text is escaped")
  func json() {
    #expect(JSONText.object([("a\"b", JSONText.array([JSONText.string("\\\n")]))]) == #"{"a\"b":["\\\n"]}"#)
  }
}
