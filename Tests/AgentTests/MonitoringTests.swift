import AgentControl
import Crypto
import Foundation
import Loopback
import Monitoring
import Testing

@Suite(
  "The agent's monitor", .enabled(if: AgentWorld.isPossible, AgentWorld.reason), .serialized, .timeLimit(.minutes(5)))
struct MonitoringTests {
  private static let pair = #"origin="ec-1.test",destination="pay-1.test""#

  @Test("sees a key that is not declared and says so in the log, to the webhook, to Prometheus and to Nagios")
  func changedKey() async throws {
    try await MonitoredWorld.with { world in
      let unmonitored = try await world.warifu("policy", "set", "ec-1.test", "--origin", "enforce", "--dry-run")
      #expect(unmonitored.status == .exited(5))
      #expect(unmonitored.output.contains("the agent does not monitor"))
      _ = try await world.agents.create(world.shop)
      try await world.beginMonitoring()
      try await world.wait(forMetric: #"warifu_relationship_verdict{\#(Self.pair),verdict="verified"} 1"#)
      try await world.wait(forMetric: "warifu_relationship_last_verified_timestamp_seconds{\(Self.pair)}")
      try await world.wait(forMetric: #"warifu_partner_reachable{partner="pay"} 1"#)
      try await world.wait(forMetric: "warifu_signer_reachable{")
      try await world.wait(forMetric: "warifu_server_last_right_timestamp_seconds{\(Self.pair)")
      try await world.wait(forMetric: #"warifu_host_certificate_expiry_timestamp_seconds{host="pay-1.test"}"#)
      try await world.wait(forMetric: #"warifu_hop_verdict{\#(Self.pair),verdict="verified"} 1"#)
      try await world.wait(forMetric: #"warifu_relationships{state="established"} 1"#)
      let good = try await world.warifu("monitor", "--nagios", "--warning", "1")
      #expect(good.status == .exited(0), "\(good.output) \(good.errors)")
      #expect(good.output.hasPrefix("WARIFU OK - 1 of 1 relationship verified | verified=1;;;0;1 "))
      let table = try await world.warifu("monitor")
      #expect(table.output.contains("✓ ec-1.test → pay-1.test  verified"))
      #expect(table.output.contains("1/1"))
      let harmless = try await world.warifu("policy", "set", "ec-1.test", "--origin", "enforce", "--dry-run")
      #expect(harmless.status == .exited(0), "\(harmless.output) \(harmless.errors)")
      #expect(harmless.output.contains("would be stopped now: 0 of 1"))

      try world.web.serve("pay-1.test", certificate: try world.agents.pay.authority.issue(["pay-1.test"]))
      let count = try await world.wait(for: "keyMismatch") { $0.isChange(to: "keyMismatch") }
      let told = try #require(try world.events.last { $0.what.isChange(to: "keyMismatch") })
      let post = try await world.poll("the webhook") { world.hook.posts.first { $0.body == told.line } }
      let code = HMAC<SHA256>.authenticationCode(
        for: post.body, using: SymmetricKey(data: Data(MonitoredWorld.secret.utf8)))
      #expect(post.headers["x-warifu-signature"] == "sha256=" + code.map { String(format: "%02x", $0) }.joined())
      try await world.wait(forMetric: #"warifu_relationship_verdict{\#(Self.pair),verdict="keyMismatch"} 1"#)
      try await world.wait(forMetric: #"warifu_look_failures_total{reason="keyMismatch"}"#)
      let critical = try await world.warifu("monitor", "--nagios")
      #expect(critical.status == .exited(2))
      #expect(
        critical.output.hasPrefix(
          "WARIFU CRITICAL - 0 of 1 relationship verified; ec-1.test -> pay-1.test: keyMismatch"))
      #expect(critical.output.split(separator: "\n").count == 1)
      #expect(try await world.warifu("monitor", "--json").status == .exited(1))
      let harmful = try await world.warifu("policy", "set", "ec-1.test", "--origin", "enforce", "--dry-run")
      #expect(harmful.status == .exited(3), "\(harmful.output) \(harmful.errors)")
      #expect(harmful.output.contains("would be stopped now: 1 of 1"))
      #expect(harmful.output.contains("by p, keyMismatch"))

      try world.web.serve("pay-1.test", certificate: world.agents.pay.certificate)
      try await world.wait(after: count, for: "verified") { $0.isChange(to: "verified") }
      #expect(!world.shop.agentLog.contains(MonitoredWorld.secret))
    }
  }

  @Test("sees a server that lags, a record that somebody took away, and what becomes of a relationship")
  func servers() async throws {
    try await MonitoredWorld.with { world in
      let before = try await world.agents.knot.contents(of: "ec-1.test.")
      _ = try await world.agents.create(world.shop)
      let now = try await world.agents.knot.contents(of: "ec-1.test.")
      try await world.beginMonitoring()
      try await world.wait(forMetric: #"warifu_relationship_verdict{\#(Self.pair),verdict="verified"} 1"#)
      // A second server that got the zone before the relationship was.
      let second = try await KnotServer.start([KnotZone("ec-1.test.", .asIs, records: before)], addsParents: false)
      let (first, other) = (
        "\(world.agents.knot.address):\(world.agents.knot.port)", "\(second.address):\(second.port)"
      )
      try world.shop.reconfigure("servers: [\"\(first)\"]", to: "servers: [\"\(first)\", \"\(other)\"]")
      _ = try await world.shop.reload(expecting: "Reloaded")
      var count = try await world.wait(for: "serverDiffers") { $0.isNotice(of: other, wrong: true) }
      #expect(try world.events.allSatisfy { !$0.what.isNotice(of: first, wrong: true) })
      let seen = try await world.warifu("monitor")
      #expect(seen.status == .exited(3), "\(seen.output) \(seen.errors)")
      #expect(seen.output.contains("\(other) has no record of it"))
      #expect(seen.output.contains("1/2"))
      let warning = try await world.warifu("monitor", "--nagios")
      #expect(warning.status == .exited(1))
      #expect(warning.output.contains("\(other) lacks ec-1.test -> pay-1.test"))
      try await second.replace(
        before.joined(separator: "\n"), by: now.joined(separator: "\n"), inZone: "ec-1.test.")
      count = try await world.wait(after: count, for: "serverRecovered") { $0.isNotice(of: other, wrong: false) }

      // Somebody takes the records away. An agent that has just begun has no old answer that hides it.
      try await world.agents.knot.edit("ec-1.test.", removing: ["pay-1.test._m2dmrt TXT"])
      count = try await world.wait(after: count, for: "serverDiffers") { $0.isNotice(of: first, wrong: true) }
      try world.shop.reconfigure(
        "path: \(world.agents.unbound.address):\(world.agents.unbound.port)", to: "path: \(first)")
      _ = try await world.shop.reload(expecting: "Reloaded")
      count = try await world.wait(after: count, for: "undeclared") { $0.isChange(to: "undeclared") }
      let taken = try #require(try world.events.last { $0.what.isChange(to: "undeclared") })
      #expect(String(decoding: taken.line, as: UTF8.self).contains(#""from":"verified""#))
      try world.shop.reconfigure("servers: [\"\(first)\", \"\(other)\"]", to: "servers: [\"\(first)\"]")
      _ = try await world.shop.reload(expecting: "Reloaded")
      await second.stop()

      _ = try await world.shop.control {
        try await $0.renewRelationship(origin: "ec-1.test", destination: "pay-1.test")
      }
      count = try await world.wait(after: count, for: "relationshipRenewed") { $0.name == "relationshipRenewed" }
      try await world.wait(forMetric: "warifu_renewals_total 1")
      _ = try await world.shop.control {
        try await $0.withdrawRelationship(origin: "ec-1.test", destination: "pay-1.test", reason: "over")
      }
      count = try await world.wait(after: count, for: "relationshipWithdrawn") { $0.name == "relationshipWithdrawn" }
      try await world.poll("forgotten") {
        try await world.page().contains("warifu_relationship_verdict{\(Self.pair)") ? nil : true
      }
      _ = try await world.agents.create(world.shop)
      try await world.wait(after: count, for: "relationshipEstablished") { $0.name == "relationshipEstablished" }
    }
  }

  @Test("at a port that is taken leaves the configuration as it was, and the agent goes on")
  func taken() async throws {
    try await MonitoredWorld.with { world in
      let silent = try SilentListener()
      let text = try world.folder.read("shop.yaml")
      try world.folder.write(text + "monitor: { metrics: \"127.0.0.1:\(silent.port)\" }\n", to: "shop.yaml")
      let line = try await world.shop.reload(
        expecting: "The new configuration cannot be served; the old one is taken again")
      #expect(line["problem"]?.contains("monitor.metrics") == true, "\(line)")
      #expect(try await world.agents.create(world.agents.pay).state == "established")
    }
  }

  @Test("Nagios hears UNKNOWN, in one line, when the agent cannot be asked or the command line is wrong")
  func unreachable() async throws {
    let folder = try TemporaryFolder()
    for arguments in [
      ["monitor", "--nagios", "--socket", folder.file("none.sock")], ["monitor", "--nagios", "--warnin", "3"],
    ] {
      let outcome = try await Command.run(
        AgentSide.program("warifu"), arguments, environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"])
      #expect(outcome.status == .exited(3))
      #expect(outcome.output.hasPrefix("WARIFU UNKNOWN - "))
      #expect(outcome.output.split(separator: "\n").count == 1)
    }
    folder.close()
  }
}
