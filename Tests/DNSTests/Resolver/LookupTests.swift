import DNSWire
import Loopback
import Testing

@testable import DNS

@Suite(
  "Validated lookups", .enabled(if: SignedWorld.isPossible, SignedWorld.missing), .signedWorld, .timeLimit(.minutes(2)))
struct LookupTests {
  let world: SignedWorld

  init() throws { world = try #require(SignedWorld.current) }

  private func txt(
    _ name: String, by resolver: ValidatingResolver? = nil, deadline: Duration = .seconds(10)
  ) async throws -> Lookup {
    let resolver = try resolver ?? world.resolver(asking: world.knot.forwarder)
    return await resolver.lookup(try DomainName(name), .txt, deadline: deadline).withPublishedTTL
  }

  private func data(_ strings: String...) -> [UInt8] {
    strings.flatMap { [UInt8(truncatingIfNeeded: $0.utf8.count)] + $0.utf8 }
  }

  @Test("A signed record is secure, with its strings apart and its TTL")
  func secure() async throws {
    #expect(try await txt("x.shop.test") == .records([data("one", "two")], ttl: 300, secure: true))
  }

  @Test("A name made by a wildcard is an answer")
  func wildcard() async throws {
    #expect(try await txt("some.thing.wild.shop.test") == .records([data("anything")], ttl: 300, secure: true))
  }

  @Test("A name that is not there is securely absent, for as long as the SOA says")
  func nxdomain() async throws {
    #expect(try await txt("nobody.shop.test") == .absent(kind: .nxdomain, ttl: 5, secure: true))
    #expect(try await txt("nobody.slow.test") == .absent(kind: .nxdomain, ttl: 300, secure: true))
  }

  @Test("A name without this type is securely absent")
  func noData() async throws {
    #expect(try await txt("www.shop.test") == .absent(kind: .noData, ttl: 5, secure: true))
    #expect(try await txt("other.shop.test") == .absent(kind: .noData, ttl: 5, secure: true))
  }

  @Test("An unsigned zone's records and absences are not secure")
  func unsigned() async throws {
    #expect(try await txt("x.plain.test") == .records([data("unsigned")], ttl: 300, secure: false))
    #expect(try await txt("nobody.plain.test") == .absent(kind: .nxdomain, ttl: 5, secure: false))
  }

  @Test("Absence in an opt-out span is not secure; records there are")
  func optOut() async throws {
    #expect(try await txt("nobody.optout.test") == .absent(kind: .nxdomain, ttl: 5, secure: false))
    #expect(try await txt("x.optout.test") == .records([data("signed")], ttl: 300, secure: true))
    #expect(try await txt("optout.test") == .absent(kind: .noData, ttl: 5, secure: true))
  }

  @Test("A record altered under its signature is bogus, its neighbour is not")
  func altered() async throws {
    #expect(try await reasonOfBogus("x.altered.test").contains("signature verification failed"))
    #expect(try await txt("y.altered.test") == .records([data("other")], ttl: 300, secure: true))
  }

  @Test("Ended signatures are bogus and the reason says so")
  func expired() async throws {
    #expect(try await reasonOfBogus("x.expired.test").contains("signature expired"))
  }

  @Test("A zone whose parent names another key is bogus")
  func wrongDS() async throws {
    #expect(try await reasonOfBogus("x.strange.test").contains("DS"))
  }

  @Test("Validation does not depend on the resolver that is asked", arguments: ["altered", "expired", "strange"])
  func bogusThroughResolver(_ zone: String) async throws {
    let answer = try await txt("x.\(zone).test", by: world.resolver(asking: world.unbound.forwarder))
    guard case .bogus = answer else {
      Issue.record("\(answer)")
      return
    }
  }

  @Test("Through a caching resolver the answers are the same")
  func throughResolver() async throws {
    let resolver = try world.resolver(asking: world.unbound.forwarder)
    #expect(try await txt("x.shop.test", by: resolver).isSecureRecords)
    #expect(try await txt("nobody.shop.test", by: resolver).isSecureAbsence)
    #expect(try await txt("x.plain.test", by: resolver) == .records([data("unsigned")], ttl: 300, secure: false))
  }

  @Test("A server that merely claims validation is not believed")
  func claims() async throws {
    let proxy = try await DNSFaultProxy.start(
      before: (world.knot.address, world.knot.port), faults: DNSFaults(claimsValidation: true))
    let resolver = try world.resolver(asking: proxy.forwarder)
    #expect(try await txt("x.plain.test", by: resolver) == .records([data("unsigned")], ttl: 300, secure: false))
    await proxy.stop()
  }

  @Test("Aliases are followed; the smallest TTL counts")
  func alias() async throws {
    #expect(try await txt("alias.shop.test") == .records([data("one", "two")], ttl: 60, secure: true))
    #expect(try await txt("x.tree.shop.test") == .records([data("through a tree")], ttl: 300, secure: true))
    #expect(try await txt("lost.shop.test") == .absent(kind: .nxdomain, ttl: 5, secure: true))
  }

  @Test("An alias into an unsigned zone is not secure")
  func aliasAway() async throws {
    #expect(try await txt("away.shop.test") == .records([data("unsigned")], ttl: 300, secure: false))
  }

  @Test("Eight aliases are followed, nine are not")
  func longChain() async throws {
    #expect(try await txt("step8.shop.test") == .records([data("one", "two")], ttl: 300, secure: true))
    #expect(
      try await txt("step9.shop.test")
        == .unreachable(reason: "step9.shop.test. goes through 9 aliases, more than 8"))
  }

  @Test("An RRset of 55 KiB arrives whole")
  func large() async throws {
    guard case .records(let records, _, secure: true) = try await txt("large.shop.test") else {
      Issue.record("not secure")
      return
    }
    #expect(records.count == 110)
    #expect(records.joined().count == 110 * 502)
  }

  @Test("A thousand lookups at once are all answered")
  func many() async throws {
    let resolver = try world.resolver(asking: world.knot.forwarder)
    let secure = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<1000 {
        group.addTask { try await txt("n\(number).wild.shop.test", by: resolver).isSecureRecords }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(secure == 1000)
  }

  @Test("Addresses of both kinds come together, securely absent ones as absent")
  func addresses() async throws {
    let resolver = try world.resolver(asking: world.knot.forwarder)
    let second = Duration.seconds(10)
    #expect(
      await resolver.addresses(of: "www.shop.test", deadline: second)
        == .found(["2001:db8::1", "192.0.2.1"], secure: true))
    #expect(await resolver.addresses(of: "four.shop.test", deadline: second) == .found(["192.0.2.4"], secure: true))
    #expect(await resolver.addresses(of: "nobody.shop.test", deadline: second) == .absent(secure: true))
    #expect(await resolver.addresses(of: "x.shop.test", deadline: second) == .absent(secure: true))
    #expect(await resolver.addresses(of: "192.0.2.9", deadline: second) == .found(["192.0.2.9"], secure: false))
    guard case .bogus = await resolver.addresses(of: "x.strange.test", deadline: second) else {
      Issue.record("not bogus")
      return
    }
  }

  private func reasonOfBogus(_ name: String) async throws -> String {
    guard case .bogus(let reason) = try await txt(name) else {
      Issue.record("\(name) is not bogus")
      return ""
    }
    return reason
  }
}
