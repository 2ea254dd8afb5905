import DNS
import DNSWire
import Findings
import Loopback
import Testing
import ZoneHealth

@Suite("The chain of trust", .enabled(if: KnotServer.isInstalled, "knotd is not installed"))
struct DelegationTests {
  private func key(_ knot: KnotServer) async throws -> DNSKEYData {
    let name = try DomainName(Examined.zoneText)
    let server = try ServerAddress("\(knot.address):\(knot.port)")
    let answer = try await ServerQuery.ask(Question(name, .dnskey), at: server)
    return try DNSKEYData(try #require(answer.answers(name, .dnskey).first).rdata)
  }

  @Test("A DS record that fits no key is told with the one that would")
  func wrong() async throws {
    try await KnotServer.withZone(.wrongDS) { knot in
      let result = try await Examined(knot).run(.chain)
      #expect(result.codes(.failure) == ["chainBogus", "dsMismatch"])
      let wanted = try #require(DSData(of: try await key(knot), owner: try DomainName(Examined.zoneText)))
      #expect(result.finding(.dsMismatch)?.text.next.hasSuffix("ec-1.test. DS \(wanted)") == true)
      #expect(result.evidence(.dsMismatch, "ds").first?.hasPrefix("12345 13 2") == true)
    }
  }

  @Test("A signed zone whose parent has no DS record")
  func missing() async throws {
    try await KnotServer.withZone { knot in
      try await knot.edit("test.", removing: ["ec-1.test. DS"])
      let result = try await Examined(knot).run(.servers, .chain)
      #expect(result.faults == ["chainInsecure", "dsMissing"])
      let wanted = try #require(DSData(of: try await key(knot), owner: try DomainName(Examined.zoneText)))
      #expect(result.finding(.dsMissing)?.text.next.contains("\(wanted)") == true)
    }
  }

  @Test("A DS record left behind beside a good one harms nobody; one of SHA-1 alone is a warning")
  func leftover() async throws {
    try await KnotServer.withZone { knot in
      let other = "ec-1.test. 300 DS 12345 13 2 \(String(repeating: "0", count: 64))"
      try await knot.edit("test.", adding: [other])
      let result = try await Examined(knot).run(.chain)
      #expect(result.faults == ["dsLeftover"] && result.codes(.pass) == ["chainSecure"])
      let weak = try #require(DSData(of: try await key(knot), owner: try DomainName(Examined.zoneText), digestType: 1))
      try await knot.edit("test.", removing: ["ec-1.test. DS"], adding: ["ec-1.test. 300 DS \(weak)"])
      #expect(try await Examined(knot).run(.chain).faults.contains("dsWeakDigest"))
    }
  }

  @Test("A parent that is not signed")
  func parentInsecure() async throws {
    let zones = [KnotZone("test.", .unsigned), KnotZone(Examined.zoneText)]
    try await KnotServer.with(zones) { knot in
      let result = try await Examined(knot).run(.chain)
      #expect(result.faults == ["chainInsecure", "dsParentInsecure"])
    }
  }

  @Test("A resolver that does not answer leaves it unknown, and is no failure")
  func unreachable() async throws {
    try await KnotServer.withZone { knot in
      var zone = try Examined(knot)
      zone.forwarder = try ServerAddress("127.0.0.1:\(try FreePort.find())")
      let result = try await zone.run(.chain)
      #expect(result.faults == ["notTested"] && result.codes(.failure).isEmpty)
    }
  }
}
