import Foundation
import Loopback
import Testing

@Suite(
  "warifu verify, against real servers",
  .enabled(if: SmallWorld.isPossible, "knotd and unbound are not installed; see Scripts/setup"), InSmallWorld())
struct VerifyTests {
  private var world: SmallWorld {
    get throws { try #require(SmallWorld.current) }
  }

  private struct Hop: Decodable, Equatable {
    let origin: String
    let destination: String
    let verdict: String
    let stopped: Bool
  }

  private func hops(_ outcome: WarifuProgram.Outcome) throws -> [Hop] {
    struct Document: Decodable {
      struct Entry: Decodable { let hops: [Hop] }
      let urls: [Entry]
    }
    return try JSONDecoder().decode(Document.self, from: Data(outcome.output.utf8)).urls.flatMap(\.hops)
  }

  private func failures(_ outcome: WarifuProgram.Outcome) throws -> [String] {
    let urls = try #require(try outcome.json["urls"] as? [[String: Any]])
    return urls.compactMap { ($0["error"] as? [String: String])?["code"] }
  }

  @Test("A chain in which every host declared the next is verified to its end")
  func chain() async throws {
    let world = try world
    let outcome = try await world.verify("--json", world.url("shop.test", "/checkout"))
    #expect(outcome.code == 0)
    #expect(
      try self.hops(outcome) == [
        Hop(origin: "shop.test", destination: "pay.test", verdict: "verified", stopped: false),
        Hop(origin: "pay.test", destination: "acs.test", verdict: "verified", stopped: false),
      ])
  }

  @Test("The document has exactly the fields that are promised")
  func document() async throws {
    let world = try world
    let outcome = try await world.verify("--json", world.url("shop.test", "/checkout"))
    let document = try outcome.json
    #expect(Set(document.keys) == ["schema", "urls", "exitCode"])
    #expect(document["schema"] as? Int == 1)
    #expect(document["exitCode"] as? Int == 0)
    let entry = try #require((document["urls"] as? [[String: Any]])?.first)
    #expect(Set(entry.keys) == ["url", "hops"])
    #expect(entry["url"] as? String == world.url("shop.test", "/checkout"))
    let hop = try #require((entry["hops"] as? [[String: Any]])?.first)
    #expect(
      Set(hop.keys) == [
        "origin", "destination", "kinds", "verdict", "reason", "stopped", "fresh", "originKey", "destinationKey",
        "policy",
        "milliseconds",
      ])
    #expect(hop["kinds"] as? [String] == ["redirect"])
    #expect(hop["reason"] is NSNull)
    #expect((hop["originKey"] as? String)?.count == 43)
    #expect((hop["policy"] as? [String: String]) == ["origin": "none", "destination": "none"])
  }

  @Test("For people it is a tree without colours that names hosts, verdicts and what to do")
  func tree() async throws {
    let world = try world
    let outcome = try await world.verify(world.url("shop.test", "/checkout"), world.url("strict.test", "/out"))
    #expect(outcome.output.contains("├─ ✓ shop.test → pay.test  verified"))
    #expect(outcome.output.contains("└─ ✓ pay.test → acs.test  verified"))
    #expect(outcome.output.contains("All 2 hops verified."))
    #expect(outcome.output.contains("└─ ✗ strict.test → evil.test  undeclared, stopped"))
    #expect(outcome.output.contains("warifu relationship create strict.test evil.test"))
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test("A step within one host is no hop, and that is said aloud")
  func sameHost() async throws {
    let world = try world
    let outcome = try await world.verify(world.url("shop.test", "/step10"))
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("No cross-host hop"))
    let document = try await world.verify("--json", world.url("shop.test", "/step10"))
    #expect(try self.hops(document).isEmpty)
    #expect(document.code == 0)
  }

  @Test("Ten redirects are followed, an eleventh is not")
  func redirectLimit() async throws {
    let world = try world
    let ten = try await world.verify("--json", world.url("shop.test", "/step2"))
    #expect(ten.code == 0)
    #expect(try self.failures(ten).isEmpty)
    let eleven = try await world.verify("--json", world.url("shop.test", "/step1"))
    #expect(eleven.code == 5)
    #expect(try self.failures(eleven) == ["tooManyRedirects"])
  }

  @Test("A circle of redirects is named, and what was verified before it stands")
  func loop() async throws {
    let world = try world
    let outcome = try await world.verify("--json", world.url("shop.test", "/loop"))
    #expect(outcome.code == 5)
    #expect(try self.failures(outcome) == ["loop"])
    #expect(try self.hops(outcome).map(\.verdict) == ["verified"])
  }

  @Test("An undeclared step is a warning where nobody demands more, and it is followed")
  func undeclared() async throws {
    let world = try world
    let outcome = try await world.verify("--json", world.url("shop.test", "/other"))
    #expect(outcome.code == 3)
    #expect(
      try self.hops(outcome) == [
        Hop(origin: "shop.test", destination: "evil.test", verdict: "undeclared", stopped: false)
      ])
    #expect(world.web.requests(for: "evil.test").contains { $0.path == "/from-shop" })
  }

  @Test("An undeclared step from a host that enforces is stopped, and nothing is asked of the destination")
  func enforced() async throws {
    let world = try world
    let outcome = try await world.verify("--json", world.url("strict.test", "/out"))
    #expect(outcome.code == 1)
    #expect(
      try self.hops(outcome) == [
        Hop(origin: "strict.test", destination: "evil.test", verdict: "undeclared", stopped: true)
      ])
    #expect(!world.web.requests(for: "evil.test").contains { $0.path == "/from-strict" })
  }

  @Test("A host that lets nobody in without a declaration is not asked anything")
  func required() async throws {
    let world = try world
    let outcome = try await world.verify("--json", world.url("shop.test", "/door"))
    #expect(outcome.code == 1)
    #expect(try self.hops(outcome).map(\.stopped) == [true])
    #expect(world.web.requests(for: "door.test").isEmpty)
  }

  @Test(
    "A destination without TLS, without a name, or with a bad certificate has no key",
    arguments: ["/cleartext", "/literal", "/selfish"])
  func noKey(path: String) async throws {
    let world = try world
    let outcome = try await world.verify("--json", world.url("shop.test", path))
    #expect(outcome.code == 1)
    #expect(try self.hops(outcome).map(\.verdict) == ["noKey"])
  }

  @Test("A first URL without TLS is followed, and its host has no key")
  func cleartextOrigin() async throws {
    let world = try world
    let outcome = try await world.verify("--json", "http://shop.test:\(world.plain.port)/checkout")
    #expect(outcome.code == 1)
    #expect(
      try self.hops(outcome) == [Hop(origin: "shop.test", destination: "pay.test", verdict: "noKey", stopped: false)])
  }

  @Test("A first host with a bad certificate, or without an address, is an error and no verdict")
  func firstHost() async throws {
    let world = try world
    let certificate = try await world.verify("--json", world.url("selfish.test"))
    #expect(certificate.code == 5)
    #expect(try self.failures(certificate) == ["connection"])
    let name = try await world.verify("--json", world.url("nobody.shop.test"))
    #expect(name.code == 5)
    #expect(try self.failures(name) == ["nameNotFound"])
  }

  @Test("An unsigned zone gives insecure")
  func insecure() async throws {
    let world = try world
    let outcome = try await world.verify("--json", world.url("plain.test", "/checkout"))
    #expect(outcome.code == 6)
    #expect(try self.hops(outcome).map(\.verdict) == ["insecure"])
  }

  @Test("Over several URLs the gravest exit code counts, in the order 1, 4, 6, 5, 3")
  func precedence() async throws {
    let world = try world
    let undeclared = world.url("shop.test", "/other")
    let insecure = world.url("plain.test", "/checkout")
    let endless = world.url("shop.test", "/step1")
    let stopped = world.url("strict.test", "/out")
    #expect(try await world.verify(world.url("shop.test", "/checkout"), undeclared).code == 3)
    #expect(try await world.verify(undeclared, endless).code == 5)
    #expect(try await world.verify(undeclared, endless, insecure).code == 6)
    #expect(try await world.verify(undeclared, insecure, endless, stopped).code == 1)
  }

  @Test("Two hosts can be named with ports and kinds, without following anything")
  func pair() async throws {
    let world = try world
    let port = world.web.port
    let before = world.web.requests.count { $0.path == "/" }
    let verified = try await world.verify("--json", "--pair", "shop.test:\(port)", "PAY.test:\(port)", "--kind", "form")
    #expect(verified.code == 0)
    #expect(try self.hops(verified).map(\.verdict) == ["verified"])
    let entry = try #require((try verified.json["urls"] as? [[String: Any]])?.first)
    #expect(entry["url"] is NSNull)
    #expect((entry["hops"] as? [[String: Any]])?.first?["kinds"] as? [String] == ["form"])

    // A link is outside the usual scope of a policy.
    let link = try await world.verify(
      "--json", "--pair", "strict.test:\(port)", "evil.test:\(port)", "--kind", "link")
    #expect(try self.hops(link).map(\.stopped) == [false])
    #expect(link.code == 3)
    let both = try await world.verify(
      "--json", "--pair", "strict.test:\(port)", "evil.test:\(port)", "--kind", "link", "--kind", "frame")
    #expect(try self.hops(both).map(\.stopped) == [true])
    #expect(both.code == 1)

    let same = try await world.verify("--pair", "shop.test:\(port)", "shop.test:9")
    #expect(same.code == 0)
    #expect(same.output.contains("the same host"))
    #expect(world.web.requests.count { $0.path == "/" } == before)
  }

  @Test("A resolver that strips DNSSEC is found out, said, and gone around")
  func strippedPath() async throws {
    let world = try world
    let proxy = try await DNSFaultProxy.start(
      before: (world.knot.address, world.knot.port), faults: DNSFaults(stripsDNSSEC: true))
    let resolver = "127.0.0.1:\(proxy.port)"
    let url = world.url("shop.test", "/checkout")
    let text = try await world.verify(url, resolver: resolver)
    #expect(text.code == 0)
    #expect(text.output.contains("\(resolver) cannot be used for DNSSEC"))
    let document = try await world.verify("--json", url, resolver: resolver)
    #expect(try self.hops(document).map(\.verdict) == ["verified", "verified"])
    #expect(document.errors.contains("cannot be used for DNSSEC"))

    let nowhere = try await world.verify("--json", url, resolver: resolver, fresh: resolver)
    #expect(nowhere.code == 5)
    #expect(nowhere.errors.contains("cannot be used for DNSSEC"))
    await proxy.stop()
  }

  @Test("A policy seen before still stops when its host's names are no longer answered")
  func memory() async throws {
    let world = try world
    let memory = world.folder.file("policies.json")
    let url = world.url("strict.test", "/out")
    let proxy = try await DNSFaultProxy.start(
      before: (world.knot.address, world.knot.port), faults: DNSFaults(dropped: ["_m2dmrt.strict.test."]))
    let resolver = "127.0.0.1:\(proxy.port)"

    let forgetful = try await world.verify("--json", "--deadline", "500ms", url, resolver: resolver, fresh: resolver)
    #expect(try self.hops(forgetful).map(\.verdict) == ["unreachable"])
    #expect(try self.hops(forgetful).map(\.stopped) == [false])
    #expect(forgetful.code == 5)

    #expect(try await world.verify("--memory", memory, url).code == 1)
    let mode = try FileManager.default.attributesOfItem(atPath: memory)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let remembering = try await world.verify(
      "--json", "--deadline", "500ms", "--memory", memory, url, resolver: resolver, fresh: resolver)
    #expect(try self.hops(remembering).map(\.verdict) == ["unreachable"])
    #expect(try self.hops(remembering).map(\.stopped) == [true])
    #expect(remembering.code == 1)
    await proxy.stop()
  }

  @Test("A verdict behind which no server stood is not fresh, though the one that was asked is a zone's own")
  func silentServer() async throws {
    let world = try world
    let proxy = try await DNSFaultProxy.start(
      before: (world.knot.address, world.knot.port), faults: DNSFaults(dropped: ["_m2dmrt.shop.test."]))
    let resolver = "127.0.0.1:\(proxy.port)"
    func fresh(_ outcome: WarifuProgram.Outcome) throws -> [Bool?] {
      let urls = try #require(try outcome.json["urls"] as? [[String: Any]])
      return urls.flatMap { ($0["hops"] as? [[String: Any]] ?? []).map { $0["fresh"] as? Bool } }
    }
    let url = world.url("shop.test", "/other")
    let silent = try await world.verify("--json", "--deadline", "300ms", url, resolver: resolver, fresh: resolver)
    #expect(try self.hops(silent).map(\.verdict) == ["unreachable"])
    #expect(try fresh(silent) == [false])
    #expect(silent.errors.contains("could not be asked"))
    let server = "\(world.knot.address):\(world.knot.port)"
    let answered = try await world.verify("--json", url, resolver: server, fresh: server)
    #expect(try self.hops(answered).map(\.verdict) == ["undeclared"])
    #expect(try fresh(answered) == [true])
    await proxy.stop()
  }

  @Test("What the DNS declares can be looked at, record by record")
  func declarationShow() async throws {
    let world = try world
    let resolver = ["--resolver", "\(world.unbound.address):\(world.unbound.port)", "--trust-anchor", world.anchorFile]
    let found = try await WarifuProgram.run(["declaration", "show", "--json", "shop.test", "Pay.test"] + resolver)
    #expect(found.code == 0)
    let document = try found.json
    #expect(document["answer"] as? String == "secure")
    let records = try #require(document["records"] as? [[String: Any]])
    #expect(Set(records.compactMap { $0["signer"] as? String }) == ["shop.test", "pay.test"])
    #expect(Set(records.compactMap { $0["algorithm"] as? String }) == ["ES256", "PS256"])
    #expect(records.allSatisfy { ($0["expires"] as? String)?.hasSuffix("Z") == true })

    let absent = try await WarifuProgram.run(["declaration", "show", "shop.test", "evil.test"] + resolver)
    #expect(absent.code == 3)
    #expect(absent.output.contains("shop.test declares no relationship with evil.test"))
    let insecure = try await WarifuProgram.run(["declaration", "show", "plain.test", "evil.test"] + resolver)
    #expect(insecure.code == 6)
    let silent = try await WarifuProgram.run(
      "declaration", "show", "--deadline", "100ms", "shop.test", "pay.test", "--resolver", "127.0.0.1:1")
    #expect(silent.code == 5)
  }

  @Test("A host's policy can be looked at, and what it means")
  func policyShow() async throws {
    let world = try world
    let resolver = ["--resolver", "\(world.unbound.address):\(world.unbound.port)", "--trust-anchor", world.anchorFile]
    let strict = try await WarifuProgram.run(["policy", "show", "--json", "strict.test"] + resolver)
    #expect(strict.code == 0)
    #expect(try strict.json["origin"] as? String == "enforce")
    #expect(try strict.json["destination"] as? String == "none")
    let below = try await WarifuProgram.run(["policy", "show", "www.strict.test"] + resolver)
    #expect(below.output.contains("www.strict.test as an origin: enforce"))
    let none = try await WarifuProgram.run(["policy", "show", "shop.test"] + resolver)
    #expect(none.code == 0)
    #expect(none.output.contains("as an origin: none"))
  }
}
