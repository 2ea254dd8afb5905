import Declarations
import Foundation
import Monitoring
import Testing

@Suite("The metrics page")
struct MetricsPageTests {
  private static let facts = AgentFacts(
    version: "0.1 \"x\"\\\n", startedAt: Looks.now - 60, interval: 300, relationships: ["established": 2, "failed": 1],
    certificates: [.init(party: "own", pin: "pin", expires: Looks.now + 9)])

  private func board() throws -> MonitorBoard {
    let board = MonitorBoard()
    let pair = try Looks.pair()
    _ = board.take(
      Looks.observation(
        pair, servers: [Looks.server(1, .right, ends: Looks.now + 5)], ends: Looks.now + 7,
        hosts: [try Looks.sight("pay.test", ends: Looks.now + 11)]))
    _ = board.take(
      Looks.observation(
        pair, at: Looks.now + 60, .keyMismatch, stopped: true,
        servers: [Looks.server(1, .differs, ends: Looks.now + 6)], ends: Looks.now + 8))
    _ = board.take(.unknown(try Looks.pair(2), at: Looks.now, because: "it hung"))
    board.note(partner: "pay", isReached: true, at: Looks.now)
    board.note(partner: "pay", isReached: false, at: Looks.now + 60)
    board.note(signer: "/run/signer.sock", isReached: true, at: Looks.now)
    for event in MonitorEventTests.all { board.count(event) }
    board.count(.delivered)
    return board
  }

  @Test("has every figure once, with timestamps instead of time left")
  func figures() throws {
    let text = MetricsPage(Self.facts, try self.board().snapshot).text
    let pair = #"origin="shop-1.test",destination="pay.test""#
    for line in [
      #"warifu_build_info{version="0.1 \"x\"\\\n"} 1"#,
      "warifu_agent_start_timestamp_seconds \(Looks.now - 60)",
      #"warifu_relationships{state="established"} 2"#, #"warifu_relationships{state="failed"} 1"#,
      "warifu_relationship_last_look_timestamp_seconds{\(pair)} \(Looks.now + 60)",
      "warifu_relationship_last_verified_timestamp_seconds{\(pair)} \(Looks.now)",
      #"warifu_relationship_verdict{\#(pair),verdict="keyMismatch"} 1"#,
      #"warifu_relationship_verdict{origin="shop-2.test",destination="pay.test",verdict="unknown"} 1"#,
      "warifu_relationship_stopped{\(pair)} 1",
      "warifu_declaration_expiry_timestamp_seconds{\(pair)} \(Looks.now + 8)",
      #"warifu_server_signature_expiry_timestamp_seconds{\#(pair),server="192.0.2.1:53"} \#(Looks.now + 6)"#,
      #"warifu_server_last_right_timestamp_seconds{\#(pair),server="192.0.2.1:53"} \#(Looks.now)"#,
      #"warifu_host_certificate_expiry_timestamp_seconds{host="pay.test"} \#(Looks.now + 11)"#,
      #"warifu_agent_certificate_expiry_timestamp_seconds{party="own",pin="pin"} \#(Looks.now + 9)"#,
      #"warifu_partner_reachable{partner="pay"} 0"#,
      #"warifu_partner_last_success_timestamp_seconds{partner="pay"} \#(Looks.now)"#,
      #"warifu_signer_reachable{signer="/run/signer.sock"} 1"#,
      #"warifu_look_failures_total{reason="keyMismatch"} 1"#, #"warifu_look_failures_total{reason="unknown"} 1"#,
      "warifu_renewals_total 1", #"warifu_renewal_failures_total{code="refused"} 1"#,
      #"warifu_events_total{event="serverDiffers"} 1"#, #"warifu_webhook_events_total{outcome="delivered"} 1"#,
    ] {
      #expect(text.split(separator: "\n").count { $0 == line } == 1, "\(line)\n\(text)")
    }
  }

  @Test("keeps the format: HELP and TYPE once before all samples of a metric, and no other line")
  func format() throws {
    let text = MetricsPage(Self.facts, try self.board().snapshot).text
    #expect(text.hasSuffix("\n"))
    var current = ""
    var seen: Set<String> = []
    let sample = try Regex(
      #"^([a-z_]+)(\{[a-z]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z]+="(?:[^"\\\n]|\\["\\n])*")*\})? -?[0-9]+$"#)
    var series: Set<Substring> = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if line.hasPrefix("# HELP ") {
        current = String(words[2])
        #expect(seen.insert(current).inserted, "\(current) twice")
        #expect(words.count > 3)
      } else if line.hasPrefix("# TYPE ") {
        #expect(words[2] == current && ["gauge", "counter"].contains(words[3]))
        #expect((words[3] == "counter") == current.hasSuffix("_total"))
      } else {
        let match = try sample.wholeMatch(in: String(line))
        #expect(match?.output[1].substring.map(String.init) == current, "\(line)")
        #expect(series.insert(line.prefix { $0 != " " }).inserted || line.contains("\\"), "\(line) twice")
      }
    }
    #expect(seen.allSatisfy { $0.hasPrefix("warifu_") })
  }

  @Test("leaves out what the store could not tell")
  func noStore() {
    var facts = Self.facts
    facts.relationships = nil
    #expect(!MetricsPage(facts, MonitorBoard().snapshot).text.contains("warifu_relationships"))
  }

  @Test("of 10,000 relationships with two servers each has one line for each and metric, in a few megabytes")
  func many() throws {
    let board = MonitorBoard()
    for number in 0..<10_000 {
      _ = board.take(
        Looks.observation(
          try Looks.pair(number),
          servers: [Looks.server(1, .right, ends: Looks.now + 5), Looks.server(2, .right, ends: Looks.now + 5)],
          ends: Looks.now + 30 * Looks.day,
          hosts: [try Looks.sight("shop-\(number).test", ends: Looks.now + 90 * Looks.day)]))
    }
    let text = MetricsPage(Self.facts, board.snapshot).text
    let lines = text.utf8.count { $0 == 0x0A }
    #expect((100_000...101_000).contains(lines))
    #expect(text.utf8.count < 16 << 20)
  }
}
