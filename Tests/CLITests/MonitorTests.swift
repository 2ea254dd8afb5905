import AgentControl
import Declarations
import Foundation
import Monitoring
import Synchronization
import Testing

@testable import CLI

@Suite("What monitoring says on the command line")
struct MonitorTests {
  private static let now: Int64 = 1_790_000_000
  private static let day: Int64 = 86_400

  private func seen(
    _ number: Int = 1, _ verdict: Verdict? = .verified, stopped: Bool = false,
    _ servers: [ServerSight.State] = [.right],
    ends: Int64 = 10 * Self.day, reason: String? = nil
  ) throws -> Observation {
    Observation(
      pair: WatchedPair(origin: try HostName("shop-\(number).test"), destination: try HostName("pay.test")),
      at: Self.now, verdict: verdict, reason: verdict == .verified ? nil : reason ?? "because", stopped: stopped,
      servers: servers.enumerated().map { ServerSight(server: "192.0.2.\($0.offset + 1):53", state: $0.element) },
      declarationExpires: Self.now + ends)
  }

  private func result(
    _ seen: [Observation], agents: [Expiry] = [], warning: Int64? = nil, critical: Int64 = 0
  ) -> MonitorResult {
    MonitorResult(
      seen, agents: agents, thresholds: MonitorThresholds(warning: warning, critical: critical), now: Self.now)
  }

  @Test("the exit code is the worst of all: 0, 1, 3, 4, 5 or 6")
  func exitCodes() throws {
    let good = try self.seen()
    #expect(self.result([]).exitCode == 0)
    #expect(self.result([good]).exitCode == 0)
    #expect(self.result([good, try self.seen(2, .keyMismatch)]).exitCode == 1)
    #expect(self.result([good, try self.seen(2, .undeclared)]).exitCode == 3)
    #expect(self.result([good, try self.seen(2, .undeclared, stopped: true)]).exitCode == 1)
    #expect(self.result([good, try self.seen(2, .bogus, stopped: true)]).exitCode == 4)
    #expect(self.result([good, try self.seen(2, .insecure)]).exitCode == 6)
    #expect(self.result([good, try self.seen(2, .unreachable)]).exitCode == 5)
    #expect(self.result([good, try self.seen(2, nil)]).exitCode == 5)
    #expect(self.result([try self.seen(1, .verified, [.right, .missing])]).exitCode == 3)
    #expect(self.result([try self.seen(1, .verified, [.right, .differs])]).exitCode == 3)
    #expect(self.result([try self.seen(1, .verified, [.right, .unknown])]).exitCode == 0)
    #expect(self.result([try self.seen(ends: Self.day)]).exitCode == 3)
    let agent = Expiry(.agentCertificate, of: "shop", at: Self.now + Self.day, margin: 30 * Self.day)
    #expect(self.result([good], agents: [agent]).exitCode == 3)
  }

  @Test("Nagios gets its own states, one line, and figures it can read")
  func nagios() throws {
    func line(_ seen: [Observation], warning: Int64? = nil, critical: Int64 = 0) -> NagiosLine {
      NagiosLine(self.result(seen, warning: warning, critical: critical))
    }
    let good = try self.seen()
    #expect(
      line([good]).text
        == "WARIFU OK - 1 of 1 relationship verified | verified=1;;;0;1 failing=0 unknown=0 servers_wrong=0 earliest_expiry=864000s"
    )
    #expect(line([good]).state.rawValue == 0)
    #expect(line([good], warning: 11 * Self.day).state == .warning)
    #expect(line([good], warning: 11 * Self.day, critical: 10 * Self.day).state == .critical)
    #expect(line([try self.seen(ends: -1)]).state == .critical)
    #expect(line([try self.seen(ends: -1)]).text.contains("declaration of shop-1.test -> pay.test ended 2026-"))
    #expect(line([try self.seen(1, .verified, [.differs])]).state == .warning)
    #expect(line([good, try self.seen(2, nil)]).state == .unknown)
    #expect(line([good, try self.seen(2, .unreachable)]).state == .unknown)
    #expect(line([try self.seen(1, .undeclared), try self.seen(2, nil)]).state == .critical)
    let odd = line([try self.seen(1, .noKey, reason: "a|b\nc \u{1B}[2J")]).text
    #expect(odd.count { $0 == "|" } == 1)
    #expect(!odd.contains("\n") && !odd.contains("\u{1B}"))
    let many = line(
      try (1...1_000).map { try self.seen($0, .bogus, stopped: true, reason: String(repeating: "x", count: 900)) })
    #expect(many.text.utf8.count < 700)
    #expect(NagiosLine(unknown: "no agent").text == "WARIFU UNKNOWN - no agent")
    #expect(NagiosLine(unknown: "no agent").state.rawValue == 3)
  }

  @Test("the table names each relationship, its servers, and what ends first")
  func table() throws {
    let result = self.result([
      try self.seen(2, .undeclared), try self.seen(1, .verified, [.right, .missing, .unknown]),
    ])
    let lines = MonitorTable(result: result, since: [:]).lines.map {
      Terminal(hasColor: false, hasUnicode: true).render($0)
    }
    #expect(lines[0].hasPrefix("  relationship"))
    #expect(lines[1].hasPrefix("! shop-1.test → pay.test  verified    1/3      declaration in 10 days"))
    #expect(lines.contains("    192.0.2.2:53 has no record of it"))
    #expect(lines.contains { $0.hasPrefix("! shop-2.test → pay.test  undeclared  1/1") })
    let none = MonitorTable(result: self.result([]), since: [:]).lines
    #expect(none.count == 1)
  }

  @Test("a policy that is tried tells what it would stop, how old that knowledge is, and when there is none")
  func forecast() async throws {
    try await ScriptedAgent.with { (agent, socket) async throws in
      func set(_ more: String...) async throws -> WarifuProgram.Outcome {
        try await WarifuProgram.run(
          ["policy", "set", "shop.test", "--origin", "enforce", "--dry-run", "--socket", socket] + more)
      }
      let unmonitored = try await set()
      #expect(unmonitored.code == 5)
      #expect(unmonitored.output.contains("the agent does not monitor"))

      var forecast = PolicyForecast(interval: 300)
      forecast.lookedAt = 7
      agent.forecast.withLock { $0 = forecast }
      let nothing = try await set()
      #expect(nothing.code == 5)
      #expect(
        nothing.output.contains("Nothing has been monitored that shop.test has a say in (other hops that were: 7)."))

      forecast.concerned = 2
      forecast.oldest = ScriptedAgent.now - 60
      forecast.newest = ScriptedAgent.now
      agent.forecast.withLock { $0 = forecast }
      let harmless = try await set()
      #expect(harmless.code == 0)
      #expect(harmless.output.contains("✓ would be stopped now: 0 of 2"))

      forecast.oldest = ScriptedAgent.now - 1_000
      agent.forecast.withLock { $0 = forecast }
      let old = try await set()
      #expect(old.code == 5)
      #expect(old.output.contains("though one is due every 300 s"))

      forecast.stopped = 2
      forecast.stoppedAlready = 1
      forecast.hops = [
        StoppedHop(
          origin: "shop.test", destination: "evil.test", rule: "p", already: false, verdict: "undeclared", reason: "no",
          lookedAt: ScriptedAgent.now),
        StoppedHop(
          origin: "shop.test", destination: "bad.test", rule: "bogus", already: true, verdict: "bogus", reason: nil,
          lookedAt: ScriptedAgent.now),
      ]
      agent.forecast.withLock { $0 = forecast }
      let harmful = try await set()
      #expect(harmful.code == 3)
      #expect(harmful.output.contains("would be stopped now: 2 of 2, 1 of them already"))
      #expect(harmful.output.contains("shop.test → evil.test  by p, undeclared: no"))
      #expect(harmful.output.contains("by DNSSEC (bogus is always stopped), bogus (already)"))
      #expect(harmful.output.contains("Nothing was published."))
      let document = try await set("--json")
      #expect(document.code == 3)
      let entry = try #require(try document.json["forecast"] as? [String: Any])
      #expect(entry["stopped"] as? Int == 2)
      #expect((entry["hops"] as? [[String: Any]])?.map { $0["rule"] as? String } == ["p", "bogus"])
      #expect(agent.published.isEmpty)
    }
  }
}
