import Declarations
import Testing

@Suite("Trying a policy record on a hop that was seen")
struct PolicyTrialTests {
  private typealias World = HopJudgementTests.World

  private static let records = [
    "v=M2DMRT1", "v=M2DMRT1; p=report", "v=M2DMRT1; p=enforce", "v=M2DMRT1; p=enforce; sp=none",
    "v=M2DMRT1; sp=enforce", "v=M2DMRT1; in=require", "v=M2DMRT1; p=enforce; in=require; sc=form",
    "v=M2DMRT1; p=enforce; sc=redirect,link",
  ]
  private static let hosts = ["shop.example.com", "example.com", "pay-1.net", "other.test"]
  private static let seen: [DNSAnswer] =
    records.map { HopJudgementTests.policy($0) } + [
      .absent(ttl: 5), .insecure, .bogus(reason: "altered"), .unreachable(reason: "silence"),
      HopJudgementTests.policy("v=M2DMRT1; p=maybe"),
    ]

  private struct NoRecord: Error {
    let text: String
  }

  private func record(_ text: String) throws -> PolicyRecord {
    guard case .record(let record) = PolicyRecord.read(Array(text.utf8)) else {
      throw NoRecord(text: text)
    }
    return record
  }

  private func stop(
    _ world: World, _ text: String, of host: String
  ) throws -> PolicyTrial.Stop? {
    PolicyTrial(try world.evidence(), now: world.now).stop(under: try self.record(text), of: try HostName(host))
  }

  @Test("keeps nothing of what others have at a policy's name, or of a record that is passed over")
  func small() throws {
    var (world, plain) = (try World(), try World())
    let filling = [UInt8](repeating: 0x61, count: 60_000)
    let record = Array("v=M2DMRT1; p=enforce".utf8)
    world.policies["shop.example.com"] = .secure([filling, record], ttl: 5)
    plain.policies["shop.example.com"] = .secure([Array(try self.record("v=M2DMRT1; p=enforce").text.utf8)], ttl: 5)
    world.policies["pay-1.net"] = .secure([record + [0x3B] + filling], ttl: 5)
    plain.policies["pay-1.net"] = .insecure
    #expect(PolicyTrial(try world.evidence(), now: world.now) == PolicyTrial(try plain.evidence(), now: plain.now))
  }

  @Test(
    "says just what a client would say that sees this record, for every declaration, policy and kind", arguments: hosts)
  func asClients(host: String) throws {
    let name = try HostName(host)
    var stops = 0
    for declaration in HopJudgementTests.failures.map(Optional.some) + [nil, .answer(.bogus(reason: "altered"))] {
      for kinds in [[.redirect], [.form], [.link], [.form, .link]] as [Set<HopKind>] {
        for (index, answer) in Self.seen.enumerated() {
          var world = try World()
          world.declaration = declaration
          world.kinds = kinds
          // Different policies at all of the names at once.
          for (place, other) in Self.hosts.enumerated() {
            world.policies[other] = Self.seen[(index + place * 3) % Self.seen.count]
          }
          world.policies[host] = answer
          let trial = PolicyTrial(try world.evidence(), now: world.now)
          let before = try world.judge()
          for text in Self.records {
            var after = world
            after.policies[host] = HopJudgementTests.policy(text)
            let judged = try after.judge()
            let stop = trial.stop(under: try self.record(text), of: name)
            #expect((stop != nil) == judged.stopped, "\(text) at \(host), \(answer), \(kinds)")
            if let stop {
              stops += 1
              #expect(stop.verdict == judged.verdict)
              #expect(stop.reason == judged.reason)
              #expect(stop.already == before.stopped)
            }
          }
        }
      }
    }
    #expect(stops > 100)
  }

  @Test("says by which rule: p, sp for names below, in, sc, bogus, or another host's record")
  func rules() throws {
    var world = try World()
    world.declaration = .answer(.absent(ttl: 5))
    #expect(try self.stop(world, "v=M2DMRT1; p=enforce", of: "shop.example.com")?.rule == .origin)
    #expect(try self.stop(world, "v=M2DMRT1; p=enforce", of: "example.com")?.rule == .subdomains)
    #expect(try self.stop(world, "v=M2DMRT1; p=none; sp=enforce", of: "example.com")?.rule == .subdomains)
    #expect(try self.stop(world, "v=M2DMRT1; p=enforce; sp=none", of: "example.com") == nil)
    #expect(try self.stop(world, "v=M2DMRT1; in=require", of: "pay-1.net")?.rule == .destination)
    #expect(try self.stop(world, "v=M2DMRT1; in=require", of: "shop.example.com") == nil)
    #expect(try self.stop(world, "v=M2DMRT1; p=enforce; sc=form", of: "shop.example.com") == nil)
    #expect(try self.stop(world, "v=M2DMRT1; p=report", of: "shop.example.com") == nil)

    world.policies = ["shop.example.com": HopJudgementTests.policy("v=M2DMRT1; p=enforce; sc=form")]
    #expect(try self.stop(world, "v=M2DMRT1; p=enforce", of: "shop.example.com")?.rule == .scope)
    // A nearer name has decided.
    #expect(try self.stop(world, "v=M2DMRT1; p=enforce", of: "example.com") == nil)
    world.policies = ["pay-1.net": HopJudgementTests.policy("v=M2DMRT1; in=require; sc=form")]
    #expect(try self.stop(world, "v=M2DMRT1; in=require", of: "pay-1.net")?.rule == .scope)

    world.policies = ["pay-1.net": HopJudgementTests.require]
    let other = try self.stop(world, "v=M2DMRT1", of: "shop.example.com")
    #expect(other?.rule == .other)
    #expect(other?.already == true)
    #expect(try self.stop(world, "v=M2DMRT1", of: "pay-1.net") == nil)

    world.declaration = .answer(.bogus(reason: "altered"))
    let bogus = try self.stop(world, "v=M2DMRT1", of: "pay-1.net")
    #expect(bogus?.rule == .bogus)
    #expect(bogus?.reason == "altered")
  }

  @Test("stops nothing that verifies, and what is stopped already says so")
  func already() throws {
    var world = try World()
    #expect(try self.stop(world, "v=M2DMRT1; p=enforce; in=require", of: "shop.example.com") == nil)
    world.declaration = .answer(.absent(ttl: 5))
    #expect(try self.stop(world, "v=M2DMRT1; p=enforce", of: "shop.example.com")?.already == false)
    world.policies = ["shop.example.com": HopJudgementTests.enforce]
    #expect(try self.stop(world, "v=M2DMRT1; p=enforce", of: "shop.example.com")?.already == true)
  }

  @Test("concerns the hosts of the hop and the names above the origin, no others")
  func concerns() throws {
    let trial = PolicyTrial(try World().evidence(), now: HopJudgementTests.now)
    for (host, concerns) in [
      ("shop.example.com", true), ("example.com", true), ("pay-1.net", true), ("net", false), ("other.test", false),
      ("www.shop.example.com", false),
    ] {
      #expect(trial.concerns(try HostName(host)) == concerns, "\(host)")
    }
  }
}
