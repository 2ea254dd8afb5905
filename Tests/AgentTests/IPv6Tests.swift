import AgentControl
import Foundation
import Loopback
import Testing

@Suite(
  "IPv6", .enabled(if: AgentWorld.isPossible, AgentWorld.reason),
  .enabled(if: FreePort.isFree(0, address: "::1"), "this machine has no ::1"), .serialized, .timeLimit(.minutes(2)))
struct IPv6Tests {
  @Test("two agents linked over ::1, a zone's server and a resolver at ::1: registered, seen by both, withdrawn")
  func wholeExchange() async throws {
    try await AgentWorld.with(address: "::1") { world in
      let info = try await world.create(world.shop)
      #expect(info.state == "established")
      #expect(Set(try await world.published()) == Set(info.originHalves + info.destinationHalves))
      _ = try await world.wait(world.pay, "established")
      let partner = try #require(try await world.shop.control { try await $0.partners() }.first)
      #expect(partner.address.hasPrefix("[::1]:"))
      let ended = try await world.pay.control {
        try await $0.withdrawRelationship(origin: "ec-1.test", destination: "pay-1.test", reason: "ended")
      }
      #expect(ended.partnerTold)
      #expect(try await world.published().isEmpty)
    }
  }
}
