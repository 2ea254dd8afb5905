import DNSWire
import Foundation
import Loopback
import Testing

@testable import DNS

@Suite(
  "Lookups through empty caches", .enabled(if: SignedWorld.isPossible, SignedWorld.missing), .signedWorld,
  .timeLimit(.minutes(2)))
struct FreshLookupsTests {
  let world: SignedWorld

  init() throws { world = try #require(SignedWorld.current) }

  private func fresh(_ forwarder: String? = nil, deadline: Duration = .seconds(10)) throws -> FreshLookups {
    var limits = FreshLimits()
    limits.deadline = deadline
    return try FreshLookups(world.configuration(forwarder ?? world.knot.forwarder), limits: limits)
  }

  @Test("See a name as soon as it is published, below one that was absent too, and no more as soon as it is removed")
  func publication() async throws {
    let ordinary = try world.resolver(asking: world.knot.forwarder)
    let fresh = try fresh()
    let (above, below) = (try DomainName("_soon.slow.test"), try DomainName("x._soon.slow.test"))
    for name in [above, below] {
      #expect(await ordinary.lookup(name, .txt, deadline: .seconds(10)).isSecureAbsence)
      #expect(await fresh.lookup(name, .txt).isSecureAbsence)
    }
    let here = Lookup.records([[4] + Array("here".utf8)], ttl: 60, secure: true)
    try await world.knot.edit("slow.test.", adding: ["x._soon 60 TXT here"])
    #expect(await fresh.lookup(below, .txt).withPublishedTTL == here)
    #expect(await ordinary.lookup(below, .txt, deadline: .seconds(10)).isSecureAbsence)
    try await world.knot.edit("slow.test.", removing: ["x._soon 60 TXT here"])
    #expect(await fresh.lookup(below, .txt).isSecureAbsence)
  }

  @Test("Are not answered by a lookup that began before the publication and is still on its way")
  func stillOnItsWay() async throws {
    let proxy = try await DNSFaultProxy.start(before: (world.knot.address, world.knot.port))
    let fresh = try fresh(proxy.forwarder)
    let name = try DomainName("late.slow.test")
    let alias = try DomainName("alias.slow.test")
    try await world.knot.edit("slow.test.", adding: ["alias 60 CNAME late"])
    // The lookup of the alias has the absence of `late` in its cache, and waits long for the keys.
    proxy.faults = DNSFaults(delay: .milliseconds(300))
    async let first = fresh.lookup(alias, .txt)
    let end = ContinuousClock.now + .seconds(20)
    while proxy.queries.last != "slow.test." || !proxy.queries.contains("late.slow.test."), ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(5))
    }
    try await world.knot.edit("slow.test.", adding: ["late 60 TXT here"])
    proxy.faults = DNSFaults()
    #expect(
      await fresh.lookup(name, .txt).withPublishedTTL
        == .records([[4] + Array("here".utf8)], ttl: 60, secure: true))
    _ = await first
    await proxy.stop()
  }

  @Test("Two thousand at once are all answered, by few caches and few descriptors")
  func many() async throws {
    let fresh = try fresh(deadline: .seconds(60))
    let most = Task {
      var most = 0
      while !Task.isCancelled {
        most = max(most, Self.openDescriptors)
        try? await Task.sleep(for: .milliseconds(5))
      }
      return most
    }
    let before = Self.openDescriptors
    let secure = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<2_000 {
        let name = try DomainName("n\(number).wild.shop.test")
        group.addTask { await fresh.lookup(name, .txt).isSecureRecords }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(secure == 2_000)
    #expect(await fresh.begun < 500)
    most.cancel()
    // 8 contexts of 32 + 4 sockets and 8 other descriptors; other tests of this process have some too.
    #expect(await most.value - before < 500)
  }

  private static var openDescriptors: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
  }

  @Test("End with the task that asked, and with their deadline")
  func ends() async throws {
    let proxy = try await DNSFaultProxy.start(
      before: (world.knot.address, world.knot.port), faults: DNSFaults(dropped: ["."]))
    let name = try DomainName("x.shop.test")
    let patient = try fresh(proxy.forwarder, deadline: .seconds(100))
    let task = Task { await patient.lookup(name, .txt) }
    let end = ContinuousClock.now + .seconds(10)
    while proxy.queries.isEmpty, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    #expect(await task.value == .unreachable(reason: "the lookup of x.shop.test. was cancelled"))
    let hasty = try fresh(proxy.forwarder, deadline: .milliseconds(200))
    #expect(await hasty.lookup(name, .txt) == .unreachable(reason: "no answer for x.shop.test. within 0.2 seconds"))
    await proxy.stop()
  }
}
