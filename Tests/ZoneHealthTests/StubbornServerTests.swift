import DNS
import DNSWire
import Declarations
import Findings
import Testing
@testable import ZoneHealth

@Suite("Servers that do not undo what they did")
struct StubbornServerTests {
  private func codes(_ probe: ScriptedProbe) async throws -> [String] {
    let server = try ServerAddress("127.0.0.1:53")
    let zone = ExaminedZone(
      name: try DomainName(Examined.zoneText), primary: server, servers: [server],
      key: try TSIGKey(name: DomainName("agent"), base64Secret: Examined.secret), hosts: [try HostName("ec-1.test")],
      declarations: [])
    let findings = await KeyScope(zone: zone, probe: probe, label: { "probe" }, budget: .seconds(60)).findings()
    for finding in findings where finding.code == "keyProbeLeft" {
      #expect(finding.text.next.hasPrefix("Delete probe."))
    }
    return findings.map(\.code)
  }

  @Test("A record that stays is named, so that a person can delete it")
  func left() async throws {
    let never = ProbeOutcome.unclear("never asked")
    let outside = ScriptedProbe(outside: (.admitted, .written(isGone: false)), inside: (.admitted, never))
    #expect(try await codes(outside) == ["keyTooWide", "keyProbeLeft"])
    let inside = ScriptedProbe(outside: (.admitted, .ignored), inside: (.admitted, .written(isGone: false)))
    #expect(try await codes(inside) == ["keyConfined", "keyProbeLeft"])
  }

  @Test("Where the server refuses at once, nothing is ever written")
  func refusedAtOnce() async throws {
    let written = ProbeOutcome.written(isGone: true)
    #expect(
      try await codes(ScriptedProbe(outside: (.refused("REFUSED"), written), inside: (.admitted, .ignored)))
        == ["keyConfined"])
  }
}
