import DNS
import DNSWire
import Findings
import Loopback
import TLSKeys
import Testing
import ZoneHealth

@Suite("Faults of servers", .enabled(if: KnotServer.isInstalled, "knotd is not installed"))
struct ServerFaultTests {
  /// A second server that has these records of the zone and gets no others.
  private func withSecondary(
    _ lines: [String], _ body: (ServerAddress) async throws -> Void
  ) async throws {
    let copy = KnotZone(Examined.zoneText, .asIs, records: lines)
    try await KnotServer.with([copy], addsParents: false) { secondary in
      try await body(try ServerAddress("127.0.0.1:\(secondary.port)"))
    }
  }

  @Test("A secondary that has the same zone is as it should be; one with an older version is not")
  func behind() async throws {
    try await KnotServer.withZone { knot in
      try await withSecondary(try await knot.contents(of: Examined.zoneText)) { secondary in
        var zone = try Examined(knot)
        zone.servers.append(secondary)
        #expect(try await zone.run(.servers).faults.isEmpty)
        try await knot.edit(Examined.zoneText, adding: ["pay-1.test._m2dmrt 300 TXT \"v=M2DMRT1\""])
        zone = try Examined(knot)
        zone.servers.append(secondary)
        zone.declarations = ["pay-1.test._m2dmrt.ec-1.test."]
        let result = try await zone.run(.servers)
        #expect(result.faults == ["serverBehind"])
        #expect(result.finding(.serverBehind)?.text.summary.contains("\(secondary)") == true)
        #expect(result.evidence(.serverBehind, "server").count == 2)
      }
    }
  }

  @Test("A secondary with the same serial and other records, or other keys")
  func differing() async throws {
    try await KnotServer.withZone { knot in
      let lines = try await knot.contents(of: Examined.zoneText)
      try await withSecondary(
        lines.map { $0.replacing(Examined.pin.base64URL, with: String(repeating: "A", count: 43)) }
      ) {
        var zone = try Examined(knot)
        zone.servers.append($0)
        let result = try await zone.run(.servers)
        #expect(result.faults == ["serverRecordsDiffer"])
        #expect(result.evidence(.serverRecordsDiffer, "record").count == 2)
      }
      try await withSecondary(lines.filter { !$0.contains(" DNSKEY ") || $0.contains("RRSIG") }) {
        var zone = try Examined(knot)
        zone.servers.append($0)
        #expect(try await zone.run(.servers).faults == ["serverKeysDiffer"])
      }
    }
  }

  @Test("A server that does not have the zone is lame, one that is gone is silent")
  func lame() async throws {
    try await KnotServer.withZone { knot in
      try await KnotServer.with([KnotZone("other.test.", .unsigned)], addsParents: false) { other in
        var zone = try Examined(knot)
        zone.servers.append(try ServerAddress("127.0.0.1:\(other.port)"))
        let result = try await zone.run(.servers)
        #expect(result.faults == ["serverLame"])
        #expect(result.evidence(.serverLame, "answer").first?.hasPrefix("REFUSED") == true)
      }
      var zone = try Examined(knot)
      zone.servers.append(try ServerAddress("127.0.0.1:\(try FreePort.find())"))
      #expect(try await zone.run(.servers).faults == ["serverSilent"])
      zone = try Examined(knot)
      zone.servers = [try ServerAddress("127.0.0.1:\(try FreePort.find())")]
      let nobody = try await zone.run(.servers)
      #expect(nobody.faults == ["notTested"] && nobody.findings.count == 1)
    }
  }

  @Test("A server without TCP, and one whose EDNS is taken away on the path")
  func crippled() async throws {
    try await KnotServer.withZone { knot in
      let proxy = try await DNSFaultProxy.start(
        before: (knot.address, knot.port), faults: DNSFaults(refusesTCP: true))
      var zone = try Examined(knot)
      zone.servers.append(try ServerAddress("127.0.0.1:\(proxy.port)"))
      #expect(try await zone.run(.servers).faults == ["serverWithoutTCP"])
      proxy.faults = DNSFaults(stripsDNSSEC: true)
      zone = try Examined(knot)
      zone.servers.append(try ServerAddress("127.0.0.1:\(proxy.port)"))
      #expect(try await zone.run(.servers).faults == ["serverWithoutEDNS"])
      await proxy.stop()
    }
  }

  private static let outside = "127.0.0.77"
  private static let other = [Examined.policy, "@ NS ns2", "ns2 A \(outside)", "ns2 AAAA ::1"]

  @Test(
    "A server that the zone names and the file does not",
    .enabled(if: FreePort.isFree(53, address: outside), "needs the right to bind port 53 of \(outside)"))
  func notNamed() async throws {
    try await KnotServer.withZone(records: Self.other) { knot in
      let copy = KnotZone(Examined.zoneText, .asIs, records: try await knot.contents(of: Examined.zoneText))
      let second = try await KnotServer.start([copy], addsParents: false, address: Self.outside, port: 53)
      let result = try await Examined(knot).run(.servers)
      await second.stop()
      #expect(result.faults == ["serverNotNamed"])
      #expect(result.evidence(.serverNotNamed, "server") == ["127.0.0.77:53"])
    }
  }

  @Test("Whether such a server is well cannot be known where it does not answer from here")
  func notNamedAndSilent() async throws {
    try await KnotServer.withZone(records: Self.other) { knot in
      let result = try await Examined(knot).run(.servers)
      #expect(result.faults == ["notTested"] && result.codes(.pass).contains("serversAgree"))
    }
  }
}
