import AgentControl
import DNS
import DNSWire
import Foundation
import Loopback
import TLSKeys
import Testing

@Suite(
  "Two agents as processes", .enabled(if: AgentWorld.isPossible, AgentWorld.reason), .serialized,
  .timeLimit(.minutes(2)))
struct RegistrationTests {
  @Test("either side establishes, both list it, either side withdraws", arguments: [true, false])
  func roundTrip(_ byShop: Bool) async throws {
    try await AgentWorld.with { world in
      let side = byShop ? world.shop : world.pay
      let other = byShop ? world.pay : world.shop
      let info = try await world.create(side)
      #expect(info.state == "established")
      let records = try await world.published()
      #expect(Set(records) == Set(info.originHalves + info.destinationHalves))
      #expect(try await world.wait(other, "established").originHalves == info.originHalves)
      #expect(try await side.control { try await $0.relationships() }.map(\.state) == ["established"])
      #expect(world.shop.signerOutcomes() == ["signed"] && world.pay.signerOutcomes() == ["signed"])

      let withdrawal = try await side.control {
        try await $0.withdrawRelationship(origin: "ec-1.test", destination: "pay-1.test", reason: "contract ended")
      }
      #expect(withdrawal.partnerTold && withdrawal.verifiesUntil == info.validUntil)
      #expect(try await world.published().isEmpty)
      #expect(try await world.wait(other, "withdrawn").state == "withdrawn")
      #expect(try await world.create(other).generation == 2)
    }
  }

  @Test("the CLI sees each step")
  func steps() async throws {
    try await AgentWorld.with { world in
      let steps = Steps()
      _ = try await world.shop.control { agent in
        try await agent.createRelationship(origin: "ec-1.test", destination: "pay-1.test") { steps.note($0.state) }
      }
      #expect(steps.all == ["proposed", "keysAgreed", "halvesExchanged", "published", "established"])
    }
  }

  @Test("a pair the partner's file does not name is refused, and nothing is signed")
  func refusedPair() async throws {
    try await AgentWorld.with(shopMayHave: "other.test>pay-1.test") { (world) async throws in
      #expect(try await world.refusal(world.shop).code == "notAPartnerPair")
      #expect(world.shop.signerOutcomes().isEmpty && world.pay.signerOutcomes().isEmpty)
      #expect(try await world.published().isEmpty)
    }
  }

  @Test("hosts that name no agent get no signature")
  func agentNotNamed() async throws {
    try await AgentWorld.with(namingAgents: false) { world in
      let refusal = try await world.refusal(world.shop)
      #expect(refusal.code == "agentNotNamed")
      #expect(refusal.message.contains("no policy record"))
      #expect(world.pay.signerOutcomes().isEmpty)
      #expect(try await world.published().isEmpty)
      // The other side says the same of the caller's partner, before its own signer signs.
      _ = try await world.shop.control { try await $0.setPolicy(host: "ec-1.test", record: "v=M2DMRT1; p=enforce") }
      #expect(try await world.refusal(world.shop).code == "agentNotNamed")
      #expect(world.shop.signerOutcomes().isEmpty)
      #expect(try await world.published().isEmpty)
    }
  }

  @Test("a signing agent whose file does not name the other host refuses, and logs it")
  func signerRefuses() async throws {
    try await AgentWorld.with { world in
      await world.pay.stopSigner()
      try world.pay.allowSigner(with: ["another.test"])
      try await world.pay.startSigner()
      let refusal = try await world.refusal(world.shop)
      #expect(refusal.code == "signerTargetNotNamed", "\(refusal)")
      // Why, is for its operator: in its own log, and not in the answer.
      #expect(!refusal.message.contains("may not declare"), "\(refusal)")
      #expect(world.pay.agentLog.contains("may not declare"))
      #expect(world.pay.signerOutcomes() == ["targetNotNamed"])
      #expect(try await world.published().isEmpty)
    }
  }

  @Test("a partner that is down is named in the answer")
  func partnerDown() async throws {
    try await AgentWorld.with { world in
      await world.pay.killAgent()
      let refusal = try await world.refusal(world.shop)
      #expect(refusal.code == "partnerUnreachable" && refusal.kind == .unreachable)
      #expect(world.shop.signerOutcomes().isEmpty)
      #expect(try await world.published().isEmpty)
    }
  }

  @Test("killed while the zone's server is deaf, either agent goes on with the round", arguments: [true, false])
  func killed(_ shopDies: Bool) async throws {
    try await AgentWorld.with { world in
      let began = Task {
        try? await world.shop.control { agent in
          try await agent.createRelationship(origin: "ec-1.test", destination: "pay-1.test") { step in
            if step.state == "keysAgreed" { world.knot.process.signal(SIGSTOP) }
          }
        }
      }
      _ = try await world.wait(world.shop, "halvesExchanged")
      await (shopDies ? world.shop : world.pay).killAgent()
      world.knot.process.signal(SIGCONT)
      try await (shopDies ? world.shop : world.pay).startAgent()
      let info = try await world.wait(world.shop, "established", within: .seconds(60))
      _ = try await world.wait(world.pay, "established", within: .seconds(60))
      let records = try await world.published()
      #expect(Set(records) == Set(info.originHalves + info.destinationHalves))
      began.cancel()
    }
  }

  @Test("policy is set with the agent's own pin, shown and removed")
  func policy() async throws {
    try await AgentWorld.with { world in
      let pin = world.shop.pin.base64URL
      let set = try await world.shop.control {
        try await $0.setPolicy(host: "ec-1.test", record: "v=M2DMRT1; p=enforce")
      }
      #expect(set.records == ["v=M2DMRT1; p=enforce; m=\(pin)"] && set.secure)
      let removed = try await world.shop.control { try await $0.removePolicy(host: "ec-1.test") }
      #expect(removed.records.isEmpty && removed.secure)
      await #expect(throws: ControlError.self) {
        try await world.shop.control { try await $0.setPolicy(host: "pay-1.test", record: "v=M2DMRT1") }
      }
    }
  }

  @Test("what others have at the policy's name stays as it is, string by string")
  func policyBesideOthers() async throws {
    try await AgentWorld.with { world in
      let name = try DomainName("_m2dmrt.ec-1.test")
      // Two strings, which joined and split anew would be one.
      let foreign: [UInt8] = [3] + Array("one".utf8) + [3] + Array("two".utf8)
      let updater = DynamicUpdater(
        server: try ServerAddress(world.knot.forwarder),
        key: try TSIGKey(name: try DomainName("agent"), base64Secret: AgentWorld.secret),
        now: { UInt64(Date().timeIntervalSince1970) })
      try await updater.send(
        UpdateMessage(
          zone: try DomainName("ec-1.test"), changes: [.add(ResourceRecord(name, .txt, ttl: 300, rdata: foreign))]))
      let pin = world.shop.pin.base64URL
      for record in ["v=M2DMRT1; p=report", "v=M2DMRT1; p=enforce"] {
        let set = try await world.shop.control { try await $0.setPolicy(host: "ec-1.test", record: record) }
        #expect(set.records == ["\(record); m=\(pin)"])
      }
      _ = try await world.shop.control { try await $0.removePolicy(host: "ec-1.test") }
      let left = try await ServerQuery.ask(Question(name, .txt), at: try ServerAddress(world.knot.forwarder))
      #expect(left.answers(name, .txt).map(\.rdata) == [foreign])
    }
  }

  @Test("partners are listed and tested, and status says what the agent is")
  func partners() async throws {
    try await AgentWorld.with { world in
      let partners = try await world.shop.control { try await $0.partners() }
      #expect(partners.map(\.pins) == [[world.pay.pin.base64URL]])
      #expect(try await world.shop.control { try await $0.testPartner(name: "pay") }.agent == "pay")
      let status = try await world.shop.control { try await $0.status() }
      #expect(status.pin == world.shop.pin.base64URL && status.hosts == ["ec-1.test"])
      #expect(try world.shop.coreLimits() == ["0", "0"])
    }
  }
}
