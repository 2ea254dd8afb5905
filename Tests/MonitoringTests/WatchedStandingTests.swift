import Declarations
import Monitoring
import Testing

@Suite("What the next look at a relationship gives cause to tell")
struct WatchedStandingTests {
  private let pair: WatchedPair

  init() throws { self.pair = try Looks.pair() }

  private func events(_ looks: Observation...) throws -> [[MonitorEvent]] {
    let first = try #require(looks.first)
    var (standing, events) = WatchedStanding.begin(first)
    var all = [events]
    for look in looks.dropFirst() {
      events = standing.take(look)
      all.append(events)
    }
    return all
  }

  private func change(_ event: MonitorEvent?) -> VerdictChange? {
    if case .verdictChanged(let change)? = event?.what { change } else { nil }
  }

  @Test("a relationship that verifies is no news, and stays none")
  func good() throws {
    let look = Looks.observation(self.pair, servers: [Looks.server(1, .right)], ends: Looks.now + 10 * Looks.day)
    #expect(try self.events(look, look, look).allSatisfy(\.isEmpty))
  }

  @Test("one that does not at the first look is, and has no verdict before", arguments: Verdict.allCases)
  func bad(verdict: Verdict) throws {
    let events = try self.events(Looks.observation(self.pair, verdict, stopped: true))[0]
    guard verdict != .verified else {
      #expect(events.isEmpty)
      return
    }
    let change = try #require(self.change(events.first))
    #expect((change.from, change.to) == (nil, verdict.rawValue))
    #expect(change.stopped)
    #expect(change.reason == "because")
  }

  @Test("every change of the verdict is told once, in both directions", arguments: Verdict.allCases, Verdict.allCases)
  func changes(from: Verdict, to: Verdict) throws {
    let events = try self.events(
      Looks.observation(self.pair, from), Looks.observation(self.pair, to), Looks.observation(self.pair, to))
    let change = self.change(events[1].first)
    #expect(change?.from == (from == to ? nil : from.rawValue))
    #expect(change?.to == (from == to ? nil : to.rawValue))
    #expect(events[2].isEmpty)
  }

  @Test("a look that could not be made tells nothing, and the verdict before it still counts")
  func unknown() throws {
    let hung = Observation.unknown(self.pair, at: Looks.now, because: "it hung")
    let events = try self.events(
      Looks.observation(self.pair, servers: [Looks.server(1, .right)]), hung,
      Looks.observation(self.pair, servers: [Looks.server(1, .right)]), hung, Looks.observation(self.pair, .undeclared))
    #expect(events.map(\.names) == [[], [], [], [], ["verdictChanged"]])
    #expect(self.change(events[4].first)?.from == "verified")
    var (standing, _) = WatchedStanding.begin(Looks.observation(self.pair))
    _ = standing.take(.unknown(self.pair, at: Looks.now + 60, because: "it hung"))
    #expect(standing.lastVerified == Looks.now)
    #expect(standing.latest.at == Looks.now + 60)
    #expect(standing.verdict == .verified)
  }

  @Test("a server that lags is told once, and once when it is right again; one that is silent tells nothing")
  func servers() throws {
    func look(_ state: ServerSight.State) -> Observation {
      Looks.observation(self.pair, servers: [Looks.server(1, .right), Looks.server(2, state)])
    }
    let events = try self.events(
      look(.right), look(.missing), look(.differs), look(.unknown), look(.missing), look(.right), look(.unknown),
      look(.right))
    #expect(
      events.map(\.names) == [[], ["serverDiffers"], [], [], [], ["serverRecovered"], [], []])
    guard case .serverDiffers(let notice)? = events[1].first?.what else {
      Issue.record("no notice")
      return
    }
    #expect((notice.server, notice.state, notice.origin) == ("192.0.2.2:53", "missing", "shop-1.test"))
  }

  @Test("where the servers could not be found at one look, what is known of them stays")
  func noServers() throws {
    let lagging = Looks.observation(self.pair, servers: [Looks.server(1, .missing)])
    let events = try self.events(lagging, Looks.observation(self.pair), lagging)
    #expect(events.map(\.names) == [["serverDiffers"], [], []])
  }

  @Test("when a server was last right is remembered, also while it is wrong or silent")
  func lastRight() throws {
    var (standing, _) = WatchedStanding.begin(Looks.observation(self.pair, servers: [Looks.server(1, .right)]))
    for (step, state) in [ServerSight.State.missing, .unknown, .differs].enumerated() {
      _ = standing.take(
        Looks.observation(self.pair, at: Looks.now + Int64(step + 1) * 60, servers: [Looks.server(1, state)]))
    }
    #expect(standing.servers["192.0.2.1:53"]?.lastRight == Looks.now)
    #expect(standing.servers["192.0.2.1:53"]?.latest.state == .differs)
  }

  @Test("what ends soon is told once; what replaced it and ends soon too is told again")
  func expiry() throws {
    let end = Looks.now + 3 * Looks.day
    func look(_ days: Int64, ends: Int64) -> Observation {
      Looks.observation(self.pair, at: Looks.now + days * Looks.day, ends: ends)
    }
    let events = try self.events(look(0, ends: end), look(1, ends: end), look(2, ends: end), look(2, ends: end + 1))
    #expect(events.map(\.names) == [[], ["expirySoon"], [], ["expirySoon"]])
  }

  @Test("a signature that its server is late to renew is told of with the server")
  func signature() throws {
    let servers = [
      Looks.server(1, .right, ends: Looks.now + 100), Looks.server(2, .right, ends: Looks.now + 9 * Looks.day),
    ]
    let events = try self.events(Looks.observation(self.pair, servers: servers))[0]
    guard events.count == 1, case .expirySoon(let notice)? = events.first?.what else {
      Issue.record("\(events)")
      return
    }
    #expect((notice.what, notice.server) == (.signature, "192.0.2.1:53"))
    #expect(notice.expires == "2026-09-21T14:15:00Z")
  }

  @Test("a host's certificate is told of once, whatever the number of its relationships; a new one anew")
  func certificate() throws {
    let board = MonitorBoard()
    let soon = Looks.now + Looks.day
    func look(_ number: Int, at: Int64 = Looks.now, ends: Int64) throws -> [String] {
      board.take(
        Looks.observation(
          try Looks.pair(number), at: at, hosts: [try Looks.sight("pay.test", at: at, ends: ends)])
      ).names
    }
    #expect(try look(1, ends: soon) == ["expirySoon"])
    #expect(try look(2, ends: soon).isEmpty)
    #expect(try look(1, at: Looks.now + 60, ends: soon).isEmpty)
    #expect(try look(1, at: Looks.now + 120, ends: Looks.now + 60 * Looks.day).isEmpty)
    #expect(try look(2, at: Looks.now + 180, ends: soon + 1) == ["expirySoon"])
    // An older sight says nothing.
    #expect(try look(3, at: Looks.now, ends: soon).isEmpty)
  }

  @Test("a clock that was ahead for a while does not keep a host's certificate as it was seen then")
  func clockPutBack() throws {
    let board = MonitorBoard()
    let ahead = try Looks.sight("pay.test", at: Looks.now + 400 * Looks.day, ends: Looks.now + 390 * Looks.day)
    _ = board.take(Looks.observation(self.pair, at: ahead.at, hosts: [ahead]))
    let ends = Looks.now + Looks.day
    let events = board.take(
      Looks.observation(self.pair, hosts: [try Looks.sight("pay.test", at: Looks.now, ends: ends)]))
    #expect(events.names == ["expirySoon"])
    #expect(board.snapshot.hosts.values.map(\.certificateExpires) == [ends])
    // Of two visits of one pass the later one counts, whichever look comes in first.
    _ = board.take(
      Looks.observation(self.pair, hosts: [try Looks.sight("pay.test", at: Looks.now - 5, ends: ends - 60)]))
    #expect(board.snapshot.hosts.values.map(\.certificateExpires) == [ends])
  }

  @Test("an agent's certificate is told of once")
  func agentCertificate() {
    let board = MonitorBoard()
    let own = Expiry(.agentCertificate, of: "own", at: Looks.now + Looks.day, margin: Expiry.agentCertificateMargin)
    let pay = Expiry(
      .agentCertificate, of: "pay", at: Looks.now + 90 * Looks.day, margin: Expiry.agentCertificateMargin)
    #expect(board.take([own, pay], at: Looks.now).names == ["expirySoon"])
    #expect(board.take([own, pay], at: Looks.now + 60).isEmpty)
    #expect(board.take([own, pay], at: Looks.now + 70 * Looks.day).names == ["expirySoon"])
  }

  @Test("what is no longer watched is forgotten, and new again when it comes back")
  func forgotten() throws {
    let board = MonitorBoard()
    _ = board.take(Looks.observation(self.pair, .undeclared, hosts: [try Looks.sight("pay.test", ends: nil)]))
    board.keep([], urls: [])
    #expect(board.snapshot.pairs.isEmpty && board.snapshot.hosts.isEmpty)
    #expect(board.take(Looks.observation(self.pair, .undeclared)).names == ["verdictChanged"])
  }

  @Test("words that partners make up do not fill the counters")
  func words() {
    let board = MonitorBoard()
    for number in 0..<500 {
      board.count(
        MonitorEvent(
          at: Looks.now,
          .relationshipFailed(
            FailureNotice(
              origin: "a.test", destination: "b.test", partner: "p", code: "code\(number)", message: "", renewal: true))
        ))
    }
    let control = FailureNotice(
      origin: "a.test", destination: "b.test", partner: "p", code: "\u{1B}[2Jcode\r\u{7F}0\u{0}", message: "",
      renewal: true)
    board.count(MonitorEvent(at: Looks.now, .relationshipFailed(control)))
    let failures = board.snapshot.renewalFailures
    #expect(failures.count <= 65)
    #expect(failures["other"] == 500 - 64 + 1)
    #expect(failures["code0"] == 1)
  }
}
