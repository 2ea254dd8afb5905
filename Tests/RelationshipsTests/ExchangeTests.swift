import AgentStore
import Declarations
import Relationships
import Synchronization
import TLSKeys
import Testing

@Suite("The exchange between two agents")
struct ExchangeTests {
  @Test("either side may begin, and both end with the same published halves", arguments: ["shop", "pay"])
  func establishes(_ who: String) async throws {
    let world = try PretendWorld()
    let side = who == "shop" ? world.shop : world.pay
    let states = States()
    let result = try await side.registrar.create(world.pair) { states.note($0.state) }
    #expect(result.state == .established)
    // The destination looks when the origin has published: both are one step to it.
    let published: [RelationshipState] = who == "shop" ? [.published] : []
    #expect(states.all == [.proposed, .keysAgreed, .halvesExchanged] + published + [.established])
    let shop = try await world.wait(world.shop, .established)
    let pay = try await world.wait(world.pay, .established)
    #expect(Set(world.zone.texts(world.owner)) == Set(shop.halves.all))
    #expect(shop.halves == pay.halves)
    #expect(shop.validUntil == PretendWorld.start + StatementTimes.validity)
    #expect(world.zone.updates == 1)
    await world.close()
  }

  @Test("one agent serves both ends without a partner")
  func bothEnds() async throws {
    let world = try PretendWorld()
    let www = try HostName("www.shop.test")
    let key = try PrivateKey.generate(.p384)
    world.shop.signer.set { $0.keys[www] = [key] }
    let registrar = try world.lone(world.shop, hosts: [www, world.shop.host])
    let task = Task { _ = try? await registrar.run() }
    let pair = HostPair(origin: www, destination: world.shop.host)
    let result = try await registrar.create(pair) { _ in }
    #expect(result.state == .established)
    #expect(world.zone.texts("shop.test._m2dmrt.www.shop.test").count == 2)
    let outcome = try await registrar.withdraw(pair, reason: "over")
    #expect(outcome.relationship.state == .withdrawn)
    #expect(world.zone.texts("shop.test._m2dmrt.www.shop.test").isEmpty)
    task.cancel()
    await world.close()
  }

  @Test("a pair the file does not allow is refused, and nothing is signed")
  func refusedPair() async throws {
    let world = try PretendWorld()
    await world.end(world.pay)
    world.begin(world.pay, world.shop, pairs: ["other.test>pay.test"])
    try await world.expectRefusal("notAPartnerPair", by: world.shop)
    #expect(world.shop.signer.signed.isEmpty && world.pay.signer.signed.isEmpty)
    #expect(world.zone.updates == 0)
    await world.close()
  }

  @Test("an agent that the other host's policy does not name gets no signature", arguments: ["shop", "pay"])
  func agentNotNamed(_ unnamed: String) async throws {
    for naming in Naming.allCases {
      let world = try PretendWorld()
      let side = unnamed == "shop" ? world.shop : world.pay
      let other = unnamed == "shop" ? world.pay : world.shop
      switch naming {
      case .nobody: world.name(nil, at: side.host)
      case .another: world.name(other.pin, at: side.host)
      case .notSecure: world.zone.set { $0.isSecure = false }
      }
      let failure = try await world.expectRefusal("agentNotNamed", by: world.shop)
      if naming == .notSecure { #expect(failure.message.contains("not secure")) }
      #expect(other.signer.signed.isEmpty, "\(naming)")
      #expect(world.zone.texts(world.owner).isEmpty)
      await world.close()
    }
  }

  @Test("a clock more than 300 s off is named in the refusal", arguments: [-301, 301, -299, 299])
  func clock(_ seconds: Int64) async throws {
    let world = try PretendWorld()
    world.shop.clock.withLock { $0 += seconds }
    if abs(seconds) > 300 {
      let failure = try await world.expectRefusal("clockDiffers", by: world.shop)
      #expect(failure.message.contains("clock is 301 s \(seconds > 0 ? "ahead of" : "behind")"))
      #expect(world.pay.signer.signed.isEmpty)
    } else {
      #expect(try await world.shop.registrar.create(world.pair) { _ in }.state == .established)
    }
    await world.close()
  }

  @Test("a spoilt signature is asked for once more, then given up", arguments: [1, 2])
  func spoilt(_ times: Int) async throws {
    let world = try PretendWorld()
    // The other side checks what its signing agent gives too, so the spoiling sits behind that check: on the way.
    world.pay.signer.set { $0.spoilt = times }
    do {
      let result = try await world.shop.registrar.create(world.pair) { _ in }
      #expect(times == 1 && result.state == .established)
    } catch let error as StepFailure {
      #expect(times == 2 && error.code == "badSignature")
      #expect(world.zone.updates == 0)
    }
    await world.close()
  }

  @Test("a signing agent that refuses ends the round, with its reason", arguments: ["shop", "pay"])
  func signerRefuses(_ who: String) async throws {
    let world = try PretendWorld()
    (who == "shop" ? world.shop : world.pay).signer.set { $0.refuses = true }
    try await world.expectRefusal("signerHostNotNamed", by: world.shop)
    #expect(world.zone.updates == 0)
    await world.close()
  }

  @Test("statements never outlast the certificate of either side", arguments: ["shop", "pay"])
  func certificateEnds(_ who: String) async throws {
    let world = try PretendWorld()
    (who == "shop" ? world.shop : world.pay).signer.set { $0.certificateExpires = PretendWorld.start + 86_400 }
    let result = try await world.shop.registrar.create(world.pair) { _ in }
    #expect(result.validUntil == PretendWorld.start + 86_400)
    await world.close()
  }

  @Test("an unsigned zone is found out at publication, and what was published is taken back")
  func insecureZone() async throws {
    let world = try PretendWorld()
    world.zone.set { $0.losesItsSignatures = true }
    try await world.expectRefusal("notVerified", by: world.shop)
    _ = try await world.wait(world.shop, .failed)
    #expect(world.zone.texts(world.owner).isEmpty)
    await world.close()
  }

  @Test("what the partner has seen verified and our resolver calls unsigned is taken back on both sides")
  func onlyPartnerSees() async throws {
    let world = try PretendWorld()
    await world.end(world.shop)
    let (pay, pair) = (world.pay, world.pair)
    let hasSeen = Mutex(false)
    let sight = SightWithoutSignatures(zone: world.zone) {
      while !hasSeen.withLock({ $0 }), !Task.isCancelled {
        let isSeen = (try? await pay.relationship(pair)?.state) == .established
        hasSeen.withLock { $0 = isSeen }
        try? await Task.sleep(for: .milliseconds(2))
      }
    }
    world.begin(world.shop, world.pay, sight: sight)
    try await world.expectRefusal("notVerified", by: world.shop)
    #expect(hasSeen.withLock { $0 })
    _ = try await world.wait(world.pay) { $0.state.isOver }
    #expect(world.zone.texts(world.owner).isEmpty)
    await world.close()
  }

  @Test("the destination hears of a publication only when every server of the zone has it")
  func oneServerLags() async throws {
    let world = try PretendWorld()
    world.zone.set { $0.lags = true }
    async let result = world.shop.registrar.create(world.pair) { _ in }
    _ = try await world.wait(world.shop) { $0.failure?.code == "notServed" }
    #expect(try await world.pay.relationship(world.pair)?.state == .halvesExchanged)
    world.zone.set { $0.lags = false }
    #expect(try await result.state == .established)
    await world.close()
  }

  @Test("a partner whose agent is no longer named when the next round begins gets no signature in it")
  func unnamedBetweenRounds() async throws {
    let world = try PretendWorld()
    // The destination remembers rounds that the shop knows nothing of, and says so.
    try await world.remember(world.pay, rounds: 4)
    world.shop.link.afterNext("open") { world.name(nil, at: world.pay.host) }
    try await world.expectRefusal("agentNotNamed", by: world.shop)
    #expect(world.shop.signer.signed.isEmpty)
    await world.close()
  }

  @Test("a server that takes no update of ours ends the registration, with its reason")
  func refusedUpdate() async throws {
    let world = try PretendWorld()
    world.zone.set { $0.refusesUpdates = true }
    try await world.expectRefusal("updateKeyUnknown", by: world.shop)
    #expect(try await world.shop.relationship(world.pair)?.state == .failed)
    await world.close()
  }

  @Test("records that changed under the update are not overwritten")
  func interference() async throws {
    let world = try PretendWorld()
    world.zone.set { $0.interference = [Array("v=M2DMRT1; from another agent".utf8)] }
    try await world.expectRefusal("changedMeanwhile", by: world.shop)
    #expect(world.zone.texts(world.owner) == ["v=M2DMRT1; from another agent"])
    await world.close()
  }

  enum Naming: CaseIterable { case nobody, another, notSecure }

  @Test("an update waits for others only while there are others", arguments: [1, 8])
  func patience(_ count: Int) async throws {
    let world = try PretendWorld()
    let hosts = try (0..<count).map { try HostName("pay-\($0).test") } + [world.shop.host]
    let keys = try hosts.map { ($0, [try PrivateKey.generate(.p256)]) }
    world.shop.signer.set { $0.keys = Dictionary(uniqueKeysWithValues: keys) }
    let registrar = try world.lone(world.shop, hosts: hosts)
    let run = Task { _ = try? await registrar.run() }
    // So that the others begin before the first update has arrived.
    world.zone.set { $0.travel = .milliseconds(100) }
    await withDiscardingTaskGroup { group in
      for host in hosts.dropLast() {
        group.addTask {
          _ = try? await registrar.create(HostPair(origin: world.shop.host, destination: host)) { _ in }
        }
      }
    }
    let patience = try #require(world.zone.set { $0.longestPatience })
    #expect(count == 1 ? patience == .zero : patience > .zero)
    run.cancel()
    await run.value
    await world.close()
  }
}
