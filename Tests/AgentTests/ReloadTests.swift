import AgentControl
import Foundation
import Loopback
import TLSKeys
import Testing

@Suite(
  "A new configuration is taken over by SIGHUP", .enabled(if: AgentWorld.isPossible, AgentWorld.reason), .serialized,
  .timeLimit(.minutes(2)))
struct ReloadTests {
  private static let done = "Reloaded"
  private static let refused = "The new configuration is not used; the old one stays"

  @Test("a partner's pair that was added may be registered, by the same process at the same socket")
  func partners() async throws {
    try await AgentWorld.with(shopMayHave: "other.test>pay-1.test") { world in
      let process = world.pay.processIdentifier
      let socket = try FileManager.default.attributesOfItem(atPath: world.pay.socket)[.systemFileNumber] as? Int
      #expect(try await world.refusal(world.shop).code == "notAPartnerPair")
      try world.pay.reconfigure("other.test>pay-1.test", to: "ec-1.test>pay-1.test")
      _ = try await world.pay.reload(expecting: Self.done)
      #expect(try await world.create(world.shop).state == "established")
      #expect(world.pay.processIdentifier == process)
      let now = try FileManager.default.attributesOfItem(atPath: world.pay.socket)[.systemFileNumber] as? Int
      #expect(now == socket)
    }
  }

  @Test("what is established stays, and is renewed by the new rules")
  func limits() async throws {
    try await AgentWorld.with { world in
      let before = try await world.create(world.shop)
      try world.shop.reconfigure("name: pay\n", to: "name: pay\n    maximumValidity: 1h\n")
      _ = try await world.shop.reload(expecting: Self.done)
      #expect(try await world.wait(world.shop, "established") == before)
      let renewed = try await world.shop.control {
        try await $0.renewRelationship(origin: "ec-1.test", destination: "pay-1.test")
      }
      let left = try #require(renewed.validUntil) - Int64(Date().timeIntervalSince1970)
      #expect((3_000...3_600).contains(left))
      #expect(try #require(before.validUntil) - renewed.createdAt > 86_400)
    }
  }

  @Test("a bad one changes nothing, and the log says file, line and key")
  func bad() async throws {
    try await AgentWorld.with { world in
      let good = try world.folder.read("shop.yaml")
      try world.shop.reconfigure("listen: 127.0.0.1:", to: "lissten: 127.0.0.1:")
      let line = try await world.shop.reload(expecting: Self.refused)
      #expect(line["file"] == world.shop.configuration)
      #expect(line["line"] == "3")
      #expect(line["key"] == "lissten")
      #expect(line["next"] == "Did you mean `listen`?")
      #expect(try await world.create(world.pay).state == "established")
      try world.folder.write(good, to: "shop.yaml")
      _ = try await world.shop.reload(expecting: Self.done)
    }
  }

  @Test("one under which it cannot listen is left again, and the partner reaches it as before")
  func taken() async throws {
    try await AgentWorld.with { world in
      try world.shop.reconfigure("listen: 127.0.0.1:\(world.shop.port)", to: "listen: 127.0.0.1:\(world.pay.port)")
      let line = try await world.shop.reload(
        expecting: "The new configuration cannot be served; the old one is taken again")
      #expect(line["problem"]?.contains("\(world.pay.port)") == true, "\(line)")
      #expect(try await world.create(world.pay).state == "established")
    }
  }

  @Test("at the start there is no older one: an agent that cannot listen ends, and says why")
  func takenAtTheStart() async throws {
    try await AgentWorld.with { world in
      await world.shop.killAgent()
      try world.shop.reconfigure("listen: 127.0.0.1:\(world.shop.port)", to: "listen: 127.0.0.1:\(world.pay.port)")
      let ended = try await Command.run(AgentSide.program("warifud"), ["--config", world.shop.configuration])
      #expect(ended.status == .exited(2))
      #expect(ended.errors.contains("127.0.0.1:\(world.pay.port)"))
    }
  }

  @Test("a registration under way goes on")
  func underWay() async throws {
    try await AgentWorld.with { world in
      let began = Task {
        try? await world.shop.control { agent in
          try await agent.createRelationship(origin: "ec-1.test", destination: "pay-1.test") { step in
            if step.state == "keysAgreed" { world.knot.process.signal(SIGSTOP) }
          }
        }
      }
      _ = try await world.wait(world.shop, "halvesExchanged")
      _ = try await world.shop.reload(expecting: Self.done)
      _ = try await world.pay.reload(expecting: Self.done)
      world.knot.process.signal(SIGCONT)
      let info = try await world.wait(world.shop, "established", within: .seconds(60))
      _ = try await world.wait(world.pay, "established", within: .seconds(60))
      #expect(Set(try await world.published()) == Set(info.originHalves + info.destinationHalves))
      _ = await began.value
    }
  }

  @Test("another identity is shown from then on")
  func identity() async throws {
    try await AgentWorld.with { world in
      let folder = world.folder.file("shop-other")
      let made = try await world.shop.warifu(["identity", "create", "--folder", folder])
      #expect(made.status == .exited(0))
      try world.shop.reconfigure("identity: shop-identity", to: "identity: shop-other")
      let line = try await world.shop.reload(expecting: Self.done)
      let status = try await world.shop.control { try await $0.status() }
      #expect(status.pin != world.shop.pin.base64URL)
      #expect(line["pin"] == status.pin)
      // The partner has not pinned it.
      #expect(try await world.refusal(world.shop).code == "refusedByPartner")
    }
  }
}
