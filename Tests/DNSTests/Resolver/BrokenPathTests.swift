import DNSWire
import Loopback
import Testing

@testable import DNS

@Suite(
  "Broken paths", .enabled(if: SignedWorld.isPossible, SignedWorld.missing), .signedWorld, .timeLimit(.minutes(2)))
struct BrokenPathTests {
  let world: SignedWorld

  init() throws { world = try #require(SignedWorld.current) }

  private func proxy(_ faults: DNSFaults) async throws -> DNSFaultProxy {
    try await DNSFaultProxy.start(before: (world.knot.address, world.knot.port), faults: faults)
  }

  @Test("A path that carries signatures validates")
  func good() async throws {
    for forwarder in [world.knot.forwarder, world.unbound.forwarder] {
      #expect(try await world.resolver(asking: forwarder).checkPath(deadline: .seconds(10)) == .validates)
    }
  }

  @Test("A path that strips signatures is found out, and all it gives is bogus")
  func stripped() async throws {
    let proxy = try await proxy(DNSFaults(stripsDNSSEC: true))
    let resolver = try world.resolver(asking: proxy.forwarder)
    let state = await resolver.checkPath(deadline: .seconds(10))
    guard case .stripsDNSSEC(let reason) = state else {
      Issue.record("\(state)")
      return
    }
    #expect(reason.hasPrefix("answers come without signatures"))
    let answer = await resolver.lookup(try DomainName("x.shop.test"), .txt, deadline: .seconds(10))
    guard case .bogus = answer else {
      Issue.record("\(answer)")
      return
    }
    await proxy.stop()
  }

  @Test("A path that began to strip is found out though the good answers are remembered")
  func strippedLater() async throws {
    let proxy = try await proxy(DNSFaults())
    let resolver = try world.resolver(asking: proxy.forwarder)
    #expect(await resolver.checkPath(deadline: .seconds(10)) == .validates)
    proxy.faults = DNSFaults(stripsDNSSEC: true)
    #expect(await resolver.checkPath(deadline: .seconds(10)) != .validates)
    proxy.faults = DNSFaults()
    #expect(await resolver.checkPath(deadline: .seconds(10)) == .validates)
    await proxy.stop()
  }

  @Test("Silence ends at the own deadline")
  func blackHole() async throws {
    let proxy = try await proxy(DNSFaults(dropped: ["."]))
    let resolver = try world.resolver(asking: proxy.forwarder)
    let name = try DomainName("x.shop.test")
    #expect(
      await resolver.lookup(name, .txt, deadline: .milliseconds(200))
        == .unreachable(reason: "no answer for x.shop.test. within 0.2 seconds"))
    #expect(
      await resolver.checkPath(deadline: .milliseconds(200))
        == .unreachable(reason: "no answer for . DNSKEY within 0.2 seconds"))
    #expect(
      await resolver.addresses(of: "www.shop.test", deadline: .milliseconds(200))
        == .unreachable(reason: "no answer for www.shop.test. within 0.2 seconds"))
    await proxy.stop()
  }

  @Test("One silent name does not hold up others, and a server that is back is used again")
  func recovery() async throws {
    let proxy = try await proxy(DNSFaults(dropped: ["x.shop.test."]))
    let resolver = try world.resolver(asking: proxy.forwarder)
    let (silent, other) = (try DomainName("x.shop.test"), try DomainName("alias.wild.shop.test"))
    async let unanswered = resolver.lookup(silent, .txt, deadline: .milliseconds(500))
    #expect(await resolver.lookup(other, .txt, deadline: .seconds(10)).isSecureRecords)
    #expect(await !unanswered.isSecureRecords)
    proxy.faults = DNSFaults()
    #expect(await resolver.lookup(silent, .txt, deadline: .seconds(20)).isSecureRecords)
    await proxy.stop()
  }

  @Test("A cancelled lookup ends at once")
  func cancelled() async throws {
    let proxy = try await proxy(DNSFaults(dropped: ["."]))
    let resolver = try world.resolver(asking: proxy.forwarder)
    let name = try DomainName("x.shop.test")
    let task = Task { await resolver.lookup(name, .txt, deadline: .seconds(3600)) }
    while proxy.queries.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
    task.cancel()
    #expect(await task.value == .unreachable(reason: "the lookup of x.shop.test. was cancelled"))
    let early = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await resolver.lookup(name, .txt, deadline: .seconds(3600))
    }
    #expect(await early.value == .unreachable(reason: "the lookup of x.shop.test. was cancelled"))
    await proxy.stop()
  }

  @Test("Contexts that go while lookups are given up leave nothing behind")
  func storm() async throws {
    weak var last: ValidatingResolver?
    for round in 0..<60 {
      let resolver = try world.resolver(asking: world.knot.forwarder)
      last = resolver
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<20 {
          group.addTask {
            guard let name = try? DomainName("r\(round)n\(number).wild.shop.test") else { return }
            _ = await resolver.lookup(name, .txt, deadline: .microseconds(number * number * 20))
          }
        }
        await group.next()
        group.cancelAll()
      }
    }
    while last != nil { try await Task.sleep(for: .milliseconds(1)) }
  }

  @Test("A resolver that nobody holds any more goes at once, whatever the deadline of its lookups was")
  func goes() async throws {
    weak var context: UnboundContext?
    do {
      let made = try UnboundContext(UnboundSettings(world.configuration(world.knot.forwarder)))
      context = made
      guard case .result = await made.ask("x.shop.test.", RecordType.txt.rawValue, deadline: .seconds(3600)) else {
        Issue.record("no answer")
        return
      }
    }
    while context != nil { try await Task.sleep(for: .milliseconds(1)) }
  }

  @Test("A server that refuses is unreachable, with its words")
  func refuses() async throws {
    let lone = try await KnotServer.start([KnotZone("lone.test.")], addsParents: false)
    var configuration = try world.configuration(lone.forwarder)
    configuration.trustAnchors = try TrustAnchors(presentation: [lone.trustAnchorDS])
    let resolver = try ValidatingResolver(configuration)
    #expect(await resolver.checkPath(deadline: .seconds(10)) == .validates)
    let answer = await resolver.lookup(try DomainName("elsewhere.example"), .txt, deadline: .seconds(10))
    guard case .unreachable = answer else {
      Issue.record("\(answer)")
      return
    }
    await lone.stop()
  }

  @Test("A trust anchor of other keys is named")
  func otherAnchor() async throws {
    var configuration = try world.configuration(world.knot.forwarder)
    configuration.trustAnchors = try TrustAnchors(presentation: [
      ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D"
    ])
    let state = await (try ValidatingResolver(configuration)).checkPath(deadline: .seconds(10))
    guard case .stripsDNSSEC(let reason) = state else {
      Issue.record("\(state)")
      return
    }
    #expect(reason.hasPrefix("the keys of . are not those of the trust anchor (given by the configuration)"))
  }
}
