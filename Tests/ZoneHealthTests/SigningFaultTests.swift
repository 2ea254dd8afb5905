import DNS
import DNSWire
import Findings
import Loopback
import TLSKeys
import Testing
import ZoneHealth

@Suite("Faults of signing", .enabled(if: KnotServer.isInstalled, "knotd is not installed"))
struct SigningFaultTests {
  @Test("A zone that is not signed")
  func unsigned() async throws {
    try await KnotServer.withZone(.unsigned) { knot in
      let result = try await Examined(knot).run(.servers, .chain)
      #expect(result.faults == ["zoneUnsigned", "chainInsecure", "dsMissing"])
      #expect(result.finding(.dsMissing)?.text.next.hasPrefix("Sign the zone first") == true)
    }
  }

  @Test("NSEC3 with 10 iterations and a salt")
  func salted() async throws {
    try await KnotServer.withZone(.signedSalted) { knot in
      let result = try await Examined(knot).run(.servers, .chain)
      #expect(result.codes(.warning) == ["nsec3Iterations"] && result.codes(.info) == ["nsec3Salt"])
      #expect(result.codes(.failure, .unknown).isEmpty)
      #expect(result.evidence(.nsec3Iterations, "nsec3").contains { $0.hasPrefix("1 0 10 ") })
    }
  }

  @Test("NSEC3 opt-out")
  func optOut() async throws {
    try await KnotServer.withZone(.signedOptOut) { knot in
      let result = try await Examined(knot).run(.servers, .chain)
      #expect(result.faults == ["nsec3OptOut"])
    }
  }

  @Test("Signatures that end soon, and are still good")
  func expiring() async throws {
    try await KnotServer.withZone(.expiring) { knot in
      let result = try await Examined(knot).run(.servers, .chain)
      #expect(result.faults == ["signaturesEndSoon"])
      #expect(result.finding(.signaturesEndSoon)?.text.summary.hasSuffix("hours, after a lifetime of 14 days") == true)
    }
  }

  @Test("Signatures that have ended")
  func expired() async throws {
    try await KnotServer.withZone(.expired) { knot in
      let result = try await Examined(knot).run(.servers, .chain)
      #expect(result.codes(.failure) == ["signaturesExpired", "chainBogus"])
      #expect(result.evidence(.chainBogus, "validator").first?.isEmpty == false)
    }
  }

  @Test("Signatures that begin in the future also tell that our clock is slow")
  func early() async throws {
    try await KnotServer.withZone { knot in
      var zone = try Examined(knot)
      zone.clockError = -30 * 86_400
      let result = try await zone.run(.servers)
      #expect(result.faults == ["signaturesNotYetValid"])
      #expect(result.readings.first.map { abs($0.difference - 30 * 86_400) < 10_000 } == true)
    }
  }

  @Test("A part of the zone without signatures, so that absence is not proved")
  func altered() async throws {
    // The apex stays signed; the types NSEC3 are taken out of the signed file.
    try await KnotServer.withZone(.altered(from: "\tNSEC3\t", to: "\tTYPE65400\t\\# 0 ;")) { knot in
      let result = try await Examined(knot).run(.servers)
      #expect(result.faults.contains("denialMissing"))
    }
  }

  @Test("Absence and records that are remembered for too long")
  func memory() async throws {
    let records = ["_m2dmrt 86400 TXT \"v=M2DMRT1; m=\(Examined.pin.base64URL)\""]
    let zone = KnotZone(Examined.zoneText, .unsigned, records: records, negativeTTL: 7200)
    try await KnotServer.with([zone]) { knot in
      let result = try await Examined(knot).run(.servers)
      // The SOA record's own TTL of 300 s bounds the negative one.
      #expect(result.codes(.warning) == ["recordTTLLong"])
      #expect(result.evidence(.recordTTLLong, "record") == ["_m2dmrt.ec-1.test. TXT, TTL 86400 s"])
      let soa = "@ 7200 SOA ns.\(Examined.zoneText) hostmaster.\(Examined.zoneText) 2 3600 600 86400 7200"
      try await knot.edit(Examined.zoneText, adding: [soa])
      #expect(try await Examined(knot).run(.servers).codes(.warning) == ["recordTTLLong", "negativeTTLLong"])
    }
  }
}
