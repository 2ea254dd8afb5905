import AgentControl
import Foundation
import Loopback
import PartnerLink
import Testing

@Suite(
  "Agents of different versions", .enabled(if: AgentWorld.isPossible, AgentWorld.reason), .serialized,
  .timeLimit(.minutes(2)))
struct VersionTests {
  /// Runs a test in which the shop's agent reaches the payment provider's through one of another version.
  private func with(
    lacking: Set<String> = [], _ body: (AgentWorld, NewerAgent) async throws -> Void
  ) async throws {
    try await AgentWorld.with { (world) async throws in
      let port = try FreePort.find()
      let newer = try NewerAgent(
        showing: world.folder.file("pay-identity"), to: world.folder.file("shop-identity"), at: port,
        before: PartnerAddress(host: "127.0.0.1", port: Int(world.pay.port)), lacking: lacking)
      try world.shop.reconfigure("127.0.0.1:\(world.pay.port)", to: "127.0.0.1:\(port)")
      try await newer.with {
        _ = try await world.shop.reload(expecting: "Reloaded")
        try await body(world, newer)
      }
    }
  }

  @Test("fields that nobody knows yet, in every message and in what it holds, change nothing")
  func unknownFields() async throws {
    try await self.with { world, newer in
      #expect(try await world.shop.control { try await $0.testPartner(name: "pay") }.agent == "pay")
      let info = try await world.create(world.shop)
      #expect(info.state == "established")
      #expect(Set(try await world.published()) == Set(info.originHalves + info.destinationHalves))
      let ended = try await world.shop.control {
        try await $0.withdrawRelationship(origin: "ec-1.test", destination: "pay-1.test", reason: "ended")
      }
      #expect(ended.partnerTold)
      #expect(newer.calls == ["hello", "open", "countersign", "deliver", "published", "withdraw"])
    }
  }

  @Test(
    "a call that the partner's agent does not have is said to be that, in plain words", arguments: ["hello", "open"])
  func unknownCall(_ call: String) async throws {
    try await self.with(lacking: [call]) { (world, _) async throws in
      let refusal: ControlError
      if call == "hello" {
        do {
          _ = try await world.shop.control { try await $0.testPartner(name: "pay") }
          throw AgentWorld.Late(text: "an answer to a call that is not there")
        } catch let error as ControlError {
          refusal = error
        }
      } else {
        refusal = try await world.refusal(world.shop)
      }
      #expect(refusal.code == "partnerOlder", "\(refusal)")
      #expect(refusal.message.contains("runs an older agent") && refusal.message.contains("pay"))
    }
  }
}
