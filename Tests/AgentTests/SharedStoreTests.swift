import AgentControl
import Foundation
import Loopback
import Testing

@Suite(
  "Agents on a shared store", .enabled(if: AgentWorld.isPossible, AgentWorld.reason),
  .enabled(if: EtcdCluster.isInstalled, "\(EtcdCluster.missing)"), .timeLimit(.minutes(4)))
struct SharedStoreTests {
  @Test("when one is killed, another that never saw its files goes on from where it was")
  func succession() async throws {
    let cluster = try await EtcdCluster.start()
    try await AgentWorld.with(etcd: cluster.endpoints) { world in
      #expect(try await world.create(world.shop).state == "established")
      #expect(!FileManager.default.fileExists(atPath: world.folder.file("shop-state")))
      await world.shop.killAgent()
      await cluster.kill(0)
      try await world.shop.startAgent()
      let ended = try await world.shop.control { agent in
        try await agent.withdrawRelationship(origin: "ec-1.test", destination: "pay-1.test", reason: "ended")
      }
      #expect(ended.relationship.generation == 1)
      _ = try await world.wait(world.shop, "withdrawn")
      _ = try await world.wait(world.pay, "withdrawn")
      #expect(try await world.published().isEmpty)
      // The lease of the one that was killed ends.
      let end = ContinuousClock.now + .seconds(30)
      while !world.shop.agentLog.contains("Works on 64 of 64 shards") {
        try #require(ContinuousClock.now < end)
        try await Task.sleep(for: .milliseconds(20))
      }
      let status = try await world.shop.warifu(["status", "--json"])
      let document = try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [String: Any]
      let shared = try #require(document?["shared"] as? [String: Any], "\(status.output)\(status.errors)")
      #expect(shared["shards"] as? Int == 64 && shared["shardsHeld"] as? Int == 64)
      #expect(shared["leaseSeconds"] as? Int == 2)
      let members = try #require(shared["members"] as? [String])
      let process = try #require(world.shop.processIdentifier)
      #expect(members.count == 1 && members[0].contains("(process \(process))"), "\(members)")
      await world.shop.stopAgent()
      #expect(try world.folder.read("shop-agent.out").contains("Left the agents at etcd"))
    }
    await cluster.stop()
  }
}
