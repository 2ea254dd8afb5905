import AgentControl
import Foundation
import Loopback
import PartnerLink
import TLSKeys
import Testing

@Suite(
  "warifu identity rotate", .enabled(if: AgentWorld.isPossible, AgentWorld.reason), .serialized,
  .timeLimit(.minutes(2)))
struct RotationTests {
  private func pin(_ outcome: Command.Result) throws -> String {
    let document = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    return try #require(document?["pin"] as? String, "\(outcome.output)")
  }

  private func agents(_ world: AgentWorld) async throws -> [String] {
    let set = try await world.shop.warifu(["policy", "set", "ec-1.test", "--json"])
    #expect(set.status == .exited(0), "\(set.output)")
    let record = try await world.shop.control { try await $0.policy(host: "ec-1.test") }.records.first ?? ""
    return record.split(separator: "m=").last?.split(separator: ",").map(String.init) ?? []
  }

  @Test("the partner goes on throughout; the next identity is taken only when everybody knows it")
  func rotation() async throws {
    try await AgentWorld.with { world in
      _ = try await world.create(world.shop)
      let old = world.shop.pin.base64URL
      let new = try self.pin(try await world.shop.warifu(["identity", "rotate", "--json"]))
      #expect(new != old)
      let unnamed = try await world.shop.warifu(["identity", "rotate", "--finish", "--json"])
      #expect(unnamed.status == .exited(1) && unnamed.output.contains("agentNotNamed"), "\(unnamed.output)")

      #expect(try await self.agents(world) == [old, new])
      let unpinned = try await world.shop.warifu(["identity", "rotate", "--finish", "--json"])
      #expect(unpinned.status == .exited(1) && unpinned.output.contains("refusedByPartner"), "\(unpinned.output)")

      try world.folder.write(try world.folder.read("shop-identity/next/agent.pem"), to: "shop-next.pem")
      try world.folder.write(try world.folder.read("shop-identity/agent.pem"), to: "shop-old.pem")
      try world.pay.reconfigure("shop-identity/agent.pem", to: "shop-old.pem, shop-next.pem")
      _ = try await world.pay.reload(expecting: "Reloaded")
      _ = try await world.shop.control { try await $0.testPartner(name: "pay") }
      let taken = try await world.shop.warifu(["identity", "rotate", "--finish", "--json"])
      #expect(taken.status == .exited(0), "\(taken.output)")
      #expect(try self.pin(taken) == new)
      // The agent shows the old one until it is told; a policy that is set now names both.
      #expect(try await world.shop.control { try await $0.status() }.pin == old)
      #expect(Set(try await self.agents(world)) == [old, new])

      #expect(try await world.shop.reload(expecting: "Reloaded")["pin"] == new)
      #expect(try await self.agents(world) == [new])
      try world.pay.reconfigure("shop-old.pem, shop-next.pem", to: "shop-next.pem")
      _ = try await world.pay.reload(expecting: "Reloaded")
      _ = try await world.shop.control { try await $0.testPartner(name: "pay") }
      let renewed = try await world.shop.control {
        try await $0.renewRelationship(origin: "ec-1.test", destination: "pay-1.test")
      }
      #expect(renewed.state == "established" && renewed.generation == 2)
    }
  }

  @Test("other agents that a policy names stay, and one that names others only is left alone")
  func others() async throws {
    try await AgentWorld.with { world in
      let (old, pay) = (world.shop.pin.base64URL, world.pay.pin.base64URL)
      let new = try self.pin(try await world.shop.warifu(["identity", "rotate", "--json"]))
      let both = try await world.shop.control {
        try await $0.setPolicy(host: "ec-1.test", record: "v=M2DMRT1; m=\(pay),\(old)")
      }
      #expect(both.records == ["v=M2DMRT1; m=\(old),\(new),\(pay)"])
      let other = try await world.shop.control {
        try await $0.setPolicy(host: "ec-1.test", record: "v=M2DMRT1; m=\(pay)")
      }
      #expect(other.records == ["v=M2DMRT1; m=\(pay)"])
    }
  }
}
