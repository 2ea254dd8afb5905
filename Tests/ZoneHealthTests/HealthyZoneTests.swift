import DNS
import DNSWire
import Findings
import Loopback
import Testing
import ZoneHealth

@Suite("Zones as they should be", .enabled(if: KnotServer.isInstalled, "knotd is not installed"))
struct HealthyZoneTests {
  @Test("A zone that knotd signs passes everything, and is the same afterwards, its serial included")
  func knot() async throws {
    try await KnotServer.withZone { knot in
      let before = try await knot.contents(of: Examined.zoneText)
      let zone = try Examined(knot)
      let result = try await zone.run()
      #expect(
        result.codes(.pass) == [
          "zoneSigned", "signaturesFresh", "denialPlain", "ttlsGood", "serversAgree", "chainSecure", "dsMatches",
          "keyConfined",
        ])
      #expect(result.faults.isEmpty, "\(result.findings.filter { $0.severity != .pass })")
      #expect(try await zone.policies().codes(.pass, .failure, .unknown) == ["policyNamesAgent"])
      #expect(try await knot.contents(of: Examined.zoneText) == before)
      #expect(result.readings.count == 1 && abs(result.readings[0].difference) < 60)
    }
  }

  @Test("A passing finding rests on evidence too")
  func evidence() async throws {
    try await KnotServer.withZone { knot in
      let result = try await Examined(knot).run(.servers, .chain)
      #expect(result.evidence(.zoneSigned, "key").count == 1)
      #expect(result.evidence(.signaturesFresh, "ends").count == 1)
      #expect(result.evidence(.dsMatches, "ds").count == 1)
      #expect(result.evidence(.serversAgree, "server").first?.contains("serial") == true)
    }
  }

  @Test("A zone that BIND signs, with NSEC", .enabled(if: BINDServer.isInstalled))
  func bind() async throws {
    let bind = try await BINDServer.start(
      zone: Examined.zoneText, records: [Examined.policy], updateKeys: [Examined.agentKey], isSigned: true)
    let result = try await Examined(bind.port).run(.servers, .key)
    await bind.stop()
    #expect(
      result.codes(.pass) == [
        "zoneSigned", "signaturesFresh", "denialPlain", "ttlsGood", "serversAgree", "keyConfined",
      ])
    #expect(result.faults.isEmpty, "\(result.findings.filter { $0.severity != .pass })")
    #expect(result.finding(.denialPlain)?.text.summary == "absence is proved by NSEC")
  }

  @Test("A zone that PowerDNS signs, with NSEC3", .enabled(if: PowerDNSServer.isInstalled))
  func powerDNS() async throws {
    let server = try await PowerDNSServer.start(
      zone: Examined.zoneText, records: [Examined.policy], updateKeys: [Examined.agentKey], isSigned: true)
    let result = try await Examined(server.port).run(.servers, .key)
    await server.stop()
    #expect(
      result.codes(.pass) == [
        "zoneSigned", "signaturesFresh", "denialPlain", "ttlsGood", "serversAgree", "keyConfined",
      ])
    #expect(result.faults.isEmpty, "\(result.findings.filter { $0.severity != .pass })")
  }
}
