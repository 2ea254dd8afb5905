import AgentControl
import DNS
import DNSWire
import Foundation
import Loopback
import TLSKeys
import Testing

@Suite(
  "Left-over records in a real zone", .enabled(if: AgentWorld.isPossible, AgentWorld.reason), .serialized,
  .timeLimit(.minutes(2)))
struct PruningTests {
  /// Puts records at the relationship's name, as an agent does whose update comes late.
  private func publish(_ texts: [String], _ world: AgentWorld) async throws {
    let name = try DomainName("pay-1.test._m2dmrt.ec-1.test")
    let updater = DynamicUpdater(
      server: try ServerAddress("\(world.knot.address):\(world.knot.port)"),
      key: try TSIGKey(name: try DomainName("agent"), base64Secret: AgentWorld.secret),
      now: { UInt64(Date().timeIntervalSince1970) })
    try await updater.send(
      UpdateMessage(
        zone: try DomainName("ec-1.test"),
        changes: texts.map { .add(ResourceRecord(name, .txt, ttl: 300, rdata: TXTData.encode(Array($0.utf8)))) }))
  }

  @Test(
    "what an agent that was overtaken published at last is found and removed, whole zone or not",
    arguments: [true, false])
  func leftBehind(_ mayTransfer: Bool) async throws {
    try await AgentWorld.with(mayTransfer: mayTransfer) { world in
      let info = try await world.create(world.shop)
      _ = try await world.shop.control {
        try await $0.withdrawRelationship(origin: "ec-1.test", destination: "pay-1.test", reason: "ended")
      }
      try await self.publish(info.originHalves + info.destinationHalves + ["a text of others"], world)

      let listed = try await world.shop.warifu(["relationship", "prune"])
      #expect(listed.status == .exited(3), "\(listed.output)\(listed.errors)")
      #expect(listed.output.contains("pay-1.test._m2dmrt.ec-1.test"))
      #expect(listed.output.contains("not the whole zone") == !mayTransfer)
      #expect(try await world.published().count == 3)

      let removed = try await world.shop.warifu(["relationship", "prune", "ec-1.test", "--yes", "--json"])
      #expect(removed.status == .exited(0), "\(removed.output)\(removed.errors)")
      #expect(try await world.published() == ["a text of others"])
      #expect(try await world.shop.warifu(["relationship", "prune"]).output.contains("Nothing is left over"))
      // The pair can be registered as ever.
      #expect(try await world.create(world.shop).state == "established")
    }
  }

  @Test("an agent that lost its state finds what it had published, by the zone alone; without that, by the pair's name")
  func lostState() async throws {
    try await AgentWorld.with(mayTransfer: false) { world in
      _ = try await world.create(world.shop)
      await world.shop.stopAgent()
      try FileManager.default.removeItem(atPath: world.folder.file("shop-state"))
      try await world.shop.startAgent()
      let blind = try await world.shop.warifu(["relationship", "prune"])
      #expect(blind.status == .exited(5), "\(blind.output)\(blind.errors)")
      #expect(blind.output.contains("Nothing could be looked at"))
      let named = try await world.shop.warifu(["relationship", "prune", "--yes", "--pair", "ec-1.test", "pay-1.test"])
      #expect(named.status == .exited(0), "\(named.output)\(named.errors)")
      #expect(try await world.published().isEmpty)
    }
  }
}
