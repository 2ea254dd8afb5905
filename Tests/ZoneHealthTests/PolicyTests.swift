import Findings
import Loopback
import TLSKeys
import Testing
import ZoneHealth

@Suite("Policy records", .enabled(if: KnotServer.isInstalled, "knotd is not installed"))
struct PolicyTests {
  private static let foreign = String(repeating: "A", count: 43)

  @Test(
    "What is wrong with the record is told by its own code",
    arguments: [
      ([], "policyMissing"), (["_m2dmrt TXT \"v=spf1 -all\""], "policyMissing"),
      (["_m2dmrt TXT \"v=M2DMRT1; m=\(foreign)\""], "policyNamesOthers"),
      (["_m2dmrt TXT \"v=M2DMRT1; p=enforce\""], "policyNamesNobody"),
      (["_m2dmrt TXT \"v=M2DMRT1; p=enforced\""], "policyMalformed"),
      ([Examined.policy, "_m2dmrt TXT \"v=M2DMRT1; p=enforce\""], "policySeveral"),
      ([Examined.policy, "_m2dmrt TXT \"something else\""], "policyNamesAgent"),
    ] as [([String], String)])
  func records(records: [String], code: String) async throws {
    try await KnotServer.withZone(records: records) { knot in
      let result = try await Examined(knot).policies()
      #expect(result.findings.map(\.code) == [code])
    }
  }

  @Test("A record that DNSSEC does not vouch for names nobody, whatever it says")
  func insecure() async throws {
    try await KnotServer.withZone(.unsigned) { knot in
      let result = try await Examined(knot).policies()
      #expect(result.findings.map(\.code) == ["policyInsecure"])
    }
    try await KnotServer.withZone(.altered(from: Examined.pin.base64URL, to: Self.foreign)) { knot in
      let result = try await Examined(knot).policies()
      #expect(result.findings.map(\.code) == ["policyBogus"])
      #expect(result.evidence(.policyBogus, "validator").first?.isEmpty == false)
    }
  }
}
