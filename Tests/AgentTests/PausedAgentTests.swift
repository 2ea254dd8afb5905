import AgentControl
import Foundation
import Loopback
import Testing

/// The shop has two agents on one store. The first is stopped in the middle of a registration, as a suspended machine is,
/// for three lease times; the second takes its work over; then the first wakes up and goes on where it was.
@Suite(
  "An agent that was paused for three lease times does no harm when it goes on",
  .enabled(if: AgentWorld.isPossible, AgentWorld.reason),
  .enabled(if: EtcdCluster.isInstalled, "\(EtcdCluster.missing)"), .serialized, .timeLimit(.minutes(4)))
struct PausedAgentTests {
  private static let leases: Duration = .seconds(3 * 2)
  /// More than what merely keeps a connection of HTTP/2 open, and less than any call that names a pair.
  private static let call = 64

  @Test("the partner refuses its late call, which has the lower number")
  func lateCall() async throws {
    try await self.paused { world, relay in
      // What the first agent had sent arrives after all that the second said.
      let established = try await world.wait(world.pay, "established")
      relay.release()
      try await self.wait(for: "staleFence", in: "pay-agent.out", world)
      world.shop.signalAgent(SIGCONT)
      try await self.wait(for: "The lease has ended", in: "shop-agent.out", world)
      try await self.expectStanding(world, established)
    }
  }

  @Test("the store refuses what it writes late, and the second agent brings the registration to its end")
  func lateWrite() async throws {
    // The first agent's call breaks off, so that it has something to write down when it wakes up; and the second can do
    // nothing yet.
    try await self.paused(partnerEnds: true) { world, _ in
      world.shop.signalAgent(SIGCONT)
      try await self.wait(for: "its lease had ended while it was", in: "shop-agent.out", world)
      try await world.pay.startAgent()
      try await self.expectStanding(world, try await world.wait(world.pay, "established", within: .seconds(60)))
    }
  }

  /// Up to the moment in which the second agent has everything, and the first has been paused for long enough with a call
  /// under way that has not arrived.
  private func paused(partnerEnds: Bool = false, _ body: (AgentWorld, StreamRelay) async throws -> Void) async throws {
    let cluster = try await EtcdCluster.start()
    try await AgentWorld.with(etcd: cluster.endpoints) { world in
      let relay = try await StreamRelay.start(to: world.pay.port)
      try world.shop.reconfigure("address: 127.0.0.1:\(world.pay.port)", to: "address: 127.0.0.1:\(relay.port)")
      _ = try await world.shop.reload(expecting: "Reloaded")
      let creating = try await self.createUntilHeld(world, relay)
      world.shop.signalAgent(SIGSTOP)
      let paused = ContinuousClock.now
      if partnerEnds { await world.pay.killAgent() }
      let second = try await world.shop.startSecondAgent()
      do {
        try await self.wait(for: "Works on 64 of 64 shards", in: "shop-2-agent.out", world)
        while ContinuousClock.now < paused + Self.leases { try await Task.sleep(for: .milliseconds(50)) }
        try await body(world, relay)
      } catch {
        await second.stop()
        throw error
      }
      await second.stop()
      await world.shop.killAgent()
      await creating.value
      await relay.stop()
    }
    await cluster.stop()
  }

  /// Begins a registration, and holds back what the agent sends its partner as soon as the keys are agreed.
  private func createUntilHeld(_ world: AgentWorld, _ relay: StreamRelay) async throws -> Task<Void, Never> {
    for _ in 0..<10 {
      let creating = Task<Void, Never> {
        _ = try? await world.shop.control { agent in
          try await agent.createRelationship(origin: "ec-1.test", destination: "pay-1.test") { step in
            if step.state == "keysAgreed" { relay.hold() }
          }
        }
      }
      var state = "proposed"
      while state != "established" {
        if try await relay.held >= Self.call { return creating }
        let found = try? await world.shop.control {
          try await $0.relationship(origin: "ec-1.test", destination: "pay-1.test")
        }
        state = found?.state ?? "proposed"
      }
      // It came too late: once more.
      relay.release()
      await creating.value
      _ = try await world.shop.control { agent in
        try await agent.withdrawRelationship(origin: "ec-1.test", destination: "pay-1.test", reason: "once more")
      }
    }
    throw AgentWorld.Late(text: "the agent's calls could not be held back in time")
  }

  private func wait(for text: String, in file: String, _ world: AgentWorld) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while (try? world.folder.read(file))?.contains(text) != true {
      try #require(
        ContinuousClock.now < end, "\(file) does not say '\(text)': \((try? world.folder.read(file)) ?? "")")
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// The partner, the second agent and the zone have the same.
  private func expectStanding(_ world: AgentWorld, _ partner: RelationshipInfo) async throws {
    let ours = try await ControlClient.connected(to: world.folder.file("shop-2.sock")) { agent in
      try await agent.relationship(origin: "ec-1.test", destination: "pay-1.test")
    }
    let theirs = try await world.wait(world.pay, "established")
    #expect(theirs == partner)
    #expect(ours.generation == theirs.generation)
    let halves = Set(theirs.originHalves + theirs.destinationHalves)
    #expect(Set(ours.originHalves + ours.destinationHalves) == halves)
    #expect(Set(try await world.published()) == halves)
  }
}
