import Foundation
import Testing

@testable import Loopback

@Suite(
  "knotd and unbound of our own",
  .enabled(
    if: Program.areInstalled("knotd", "kzonesign", "unbound", "kdig", "knsupdate"),
    "knotd, kzonesign, unbound, kdig or knsupdate is not installed"),
  .timeLimit(.minutes(1)))
struct KnotServerTests {
  private let key = UpdateKey(name: "shop-update", secret: "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ=")

  private func ask(_ port: UInt16, _ words: String...) async throws -> String {
    let options = ["@127.0.0.1", "-p", "\(port)", "+timeout=1", "+retry=0"]
    return try await Command.run("kdig", options + words).output
  }

  private func update(_ knot: KnotServer, _ change: String) async throws -> Bool {
    let script = """
      server 127.0.0.1 \(knot.port)
      key hmac-sha256:\(key.name) \(key.secret)
      zone shop.test.
      \(change)
      send
      """
    return try await Command.run("knsupdate", input: Array(script.utf8)).status.isSuccess
  }

  @Test("An update key may write TXT at and below _m2dmrt, and nothing else; what it writes is signed")
  func confinement() async throws {
    let knot = try await KnotServer.start([KnotZone("shop.test.", updateKeys: [key])])
    #expect(try await update(knot, "add pay.test._m2dmrt.shop.test. 60 TXT declared"))
    #expect(try await update(knot, "add _m2dmrt.shop.test. 60 TXT policy"))
    #expect(try await !update(knot, "add shop.test. 60 TXT anything"))
    #expect(try await !update(knot, "add x_m2dmrt.shop.test. 60 TXT anything"))
    #expect(try await !update(knot, "add pay.test._m2dmrt.shop.test. 60 A 192.0.2.1"))
    let answer = try await ask(knot.port, "pay.test._m2dmrt.shop.test", "TXT", "+dnssec")
    #expect(answer.contains("\"declared\""))
    #expect(answer.contains("RRSIG"))
    await knot.stop()
    #expect(!knot.process.isRunning)
    #expect(!FileManager.default.fileExists(atPath: knot.logPath))
  }

  @Test("A zone can be edited while it is served, signed by knotd or altered under its signature")
  func edit() async throws {
    let altered = KnotZone("bad.test.", .altered(from: "honest", to: "forged"), records: ["x TXT honest"])
    let knot = try await KnotServer.start([KnotZone("shop.test.", records: ["old TXT gone"]), altered])
    try await knot.edit("shop.test.", removing: ["old TXT"], adding: ["new 60 TXT \"two words\""])
    #expect(try await ask(knot.port, "new.shop.test", "TXT", "+short") == "\"two words\"\n")
    #expect(try await ask(knot.port, "old.shop.test", "TXT", "+short").isEmpty)
    #expect(try await ask(knot.port, "x.bad.test", "TXT", "+short") == "\"forged\"\n")
    try await knot.replace("forged", by: "honest", inZone: "bad.test.")
    #expect(try await ask(knot.port, "x.bad.test", "TXT", "+short") == "\"honest\"\n")
    await knot.stop()
  }

  @Test("A zone that does not load is an error with knotd's words")
  func wrongZone() async throws {
    await #expect(throws: ProcessError.self) {
      try await KnotServer.start([KnotZone("shop.test.", .expired, records: ["x NOTYPE nonsense"])])
    }
  }

  @Test("unbound validates, and asks elsewhere where it is told to")
  func unbound() async throws {
    let knot = try await KnotServer.start([
      KnotZone("shop.test.", records: ["x TXT here"]), KnotZone("bad.test.", .wrongDS, records: ["x TXT here"]),
    ])
    let hole = try FreePort.find()
    let unbound = try await UnboundServer.start(
      forwardingTo: knot.forwarder, trustAnchor: knot.trustAnchorDS,
      clauses: ["forward-zone:\n  name: \"hole.test.\"\n  forward-addr: 127.0.0.1@\(hole)\n"])
    #expect(try await ask(unbound.port, "x.shop.test", "TXT", "+dnssec").contains("qr rd ra ad;"))
    #expect(try await ask(unbound.port, "x.bad.test", "TXT").contains("SERVFAIL"))
    #expect(try await ask(unbound.port, "x.hole.test", "TXT", "+short").contains("here") == false)
    #expect(try await unbound.control("flush_zone", ".").hasPrefix("ok"))
    await unbound.stop()
    await knot.stop()
  }

  @Test("The proxy drops, strips and forges, over UDP and TCP", arguments: ["+notcp", "+tcp"])
  func proxy(_ transport: String) async throws {
    let knot = try await KnotServer.start([KnotZone("shop.test.", records: ["x TXT here", "y TXT there"])])
    let proxy = try await DNSFaultProxy.start(before: (knot.address, knot.port))
    #expect(try await ask(proxy.port, "x.shop.test", "TXT", "+dnssec", transport).contains("RRSIG"))
    proxy.faults = DNSFaults(stripsDNSSEC: true)
    let bare = try await ask(proxy.port, "x.shop.test", "TXT", "+dnssec", transport)
    #expect(bare.contains("here"))
    #expect(!bare.contains("RRSIG"))
    proxy.faults = DNSFaults(dropped: ["X.shop.test."])
    #expect(try await !ask(proxy.port, "x.shop.test", "TXT", transport).contains("here"))
    #expect(try await ask(proxy.port, "y.shop.test", "TXT", transport).contains("there"))
    #expect(proxy.queries.last == "y.shop.test.")
    proxy.faults = DNSFaults(delay: .seconds(20))
    #expect(try await !ask(proxy.port, "y.shop.test", "TXT", transport).contains("there"))
    await proxy.stop()
    await knot.stop()
  }
}
