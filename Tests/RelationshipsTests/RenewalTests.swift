import AgentStore
import Declarations
import Relationships
import Synchronization
import TLSKeys
import Testing

@Suite("Renewal and changes of keys between two agents")
struct RenewalTests {
  @Test("either side renews, and the zone is never without valid records", arguments: ["shop", "pay"])
  func renews(_ who: String) async throws {
    let world = try PretendWorld()
    let first = try await world.shop.registrar.create(world.pair) { _ in }
    for side in [world.shop, world.pay] { side.clock.withLock { $0 += 3 * 86_400 } }
    let side = who == "shop" ? world.shop : world.pay
    let renewed = try await side.registrar.renew(world.pair) { _ in }
    #expect(renewed.generation == 2 && renewed.state == .established)
    #expect(renewed.validUntil == PretendWorld.start + 3 * 86_400 + StatementTimes.validity)
    #expect(Set(world.zone.texts(world.owner)) == Set(renewed.halves.all))
    #expect(Set(renewed.halves.all).isDisjoint(with: first.halves.all))
    // One update put the new ones in the place of the old ones.
    #expect(world.zone.updates == 2)
    _ = try await world.wait(side === world.shop ? world.pay : world.shop, .established)
    await world.close()
  }

  @Test("at half of the validity the agent renews by itself")
  func byItself() async throws {
    let world = try PretendWorld()
    let first = try await world.shop.registrar.create(world.pair) { _ in }
    let due = try #require(first.dueAt)
    for side in [world.shop, world.pay] { side.clock.withLock { $0 = due } }
    // Starting is one of the moments at which an agent looks for what is due.
    await world.end(world.shop)
    world.begin(world.shop, world.pay)
    let renewed = try await world.wait(world.shop) { $0.generation == 2 && $0.state == .established }
    #expect(renewed.validUntil == due + StatementTimes.validity)
    await world.close()
  }

  @Test("a partner that is down costs a renewal, and nothing else")
  func partnerDown() async throws {
    let world = try PretendWorld()
    let first = try await world.shop.registrar.create(world.pair) { _ in }
    world.shop.link.fail("always", .lostCall)
    await #expect { try await world.shop.registrar.renew(world.pair) { _ in } } throws: { error in
      (error as? StepFailure)?.code == "partnerUnreachable" && "\(error)".contains("still stands")
    }
    let after = try await world.wait(world.shop, .established)
    #expect(after.halves == first.halves && after.setbacks == 1)
    let again = try #require(after.dueAt)
    #expect((PretendWorld.start + 40...PretendWorld.start + 80).contains(again))
    #expect(Set(world.zone.texts(world.owner)) == Set(first.halves.all))
    // When it is back, the next try succeeds, whatever numbers were used up meanwhile.
    world.shop.link.fail("always", .none)
    #expect(try await world.shop.registrar.renew(world.pair) { _ in }.state == .established)
    await world.close()
  }

  @Test(
    "a renewal that is cut short anywhere is finished, or leaves what stood",
    arguments: ["open", "countersign", "deliver", "published"])
  func cutShort(_ call: String) async throws {
    let world = try PretendWorld()
    _ = try await world.shop.registrar.create(world.pair) { _ in }
    for fault in [PretendLink.Fault.lostCall, .lostReply] {
      world.shop.link.fail(call, fault)
      _ = try? await world.shop.registrar.renew(world.pair) { _ in }
      let result = try await world.shop.registrar.renew(world.pair) { _ in }
      #expect(result.state == .established, "\(fault)")
      let other = try await world.wait(world.pay) { $0.state == .established && $0.generation == result.generation }
      #expect(other.halves == result.halves)
      #expect(Set(world.zone.texts(world.owner)) == Set(result.halves.all))
    }
    await world.close()
  }

  @Test("a renewal whose zone the file no longer names is refused before anything is signed, and what stands remains")
  func zoneNotNamed() async throws {
    let world = try PretendWorld()
    _ = try await world.shop.registrar.create(world.pair) { _ in }
    await world.end(world.shop)
    let signed = [world.shop, world.pay].map(\.signer.signed.count)
    world.begin(world.shop, world.pay, publishes: false)
    await #expect { try await world.shop.registrar.renew(world.pair) { _ in } } throws: {
      ($0 as? StepFailure)?.code == "noPublisher"
    }
    #expect([world.shop, world.pay].map(\.signer.signed.count) == signed)
    #expect(world.zone.texts(world.owner).count == 2)
    await world.close()
  }

  @Test("a staged key is declared beside the old one; once that is retired, the new one alone is")
  func rollover() async throws {
    let world = try PretendWorld()
    let host = world.shop.host
    let old = try #require(world.shop.signer.set { $0.keys[host]?.first?.publicKey })
    _ = try await world.shop.registrar.create(world.pair) { _ in }
    let new = try PrivateKey.generate(.p384)
    await #expect(throws: StepFailure.self) { try await world.shop.registrar.stage(new.publicKey.digest, of: host) }
    world.shop.signer.set { $0.keys[host]?.append(new) }
    try await world.shop.registrar.stage(new.publicKey.digest, of: host)
    let both = try await world.wait(world.shop) { $0.state == .established && $0.keys.origin.count == 2 }
    #expect(world.zone.texts(world.owner).count == 3)
    for key in [old, new.publicKey] { try world.expectVerified(origin: key) }

    try await world.shop.registrar.retire(old.digest, of: host)
    let last = try await world.wait(world.shop) { $0.state == .established && $0.generation > both.generation }
    #expect(last.keys.origin == [new.publicKey.spkiDER])
    #expect(world.zone.texts(world.owner).count == 2)
    try world.expectVerified(origin: new.publicKey)
    await #expect(throws: StepFailure.self) { try await world.shop.registrar.retire(new.publicKey.digest, of: host) }
    await world.close()
  }

  @Test("sixteen keys on both sides are 32 records that verify; a seventeenth is refused with advice")
  func manyKeys() async throws {
    let world = try PretendWorld()
    for side in [world.shop, world.pay] {
      let host = side.host
      let keys = try (0..<16).map { try PrivateKey.generate($0.isMultiple(of: 2) ? .p256 : .ed25519) }
      side.signer.set { $0.keys[host] = keys }
    }
    let result = try await world.shop.registrar.create(world.pair) { _ in }
    #expect(result.halves.origin.count == 16 && result.halves.destination.count == 16)
    #expect(world.zone.texts(world.owner).count == 32)
    let host = world.shop.host
    let another = try PrivateKey.generate(.p256)
    world.shop.signer.set { $0.keys[host]?.append(another) }
    await #expect { try await world.shop.registrar.renew(world.pair) { _ in } } throws: { error in
      (error as? StepFailure)?.code == "tooManyKeys" && "\(error)".contains("warifu key retire")
    }
    #expect(world.zone.texts(world.owner).count == 32)
    await world.close()
  }

  @Test("a withdrawal during a renewal ends both sides and empties the zone", arguments: ["shop", "pay"])
  func withdrawal(_ who: String) async throws {
    let world = try PretendWorld()
    _ = try await world.shop.registrar.create(world.pair) { _ in }
    world.zone.set { $0.isPrimaryDown = true }
    let renewing = Task { try? await world.shop.registrar.renew(world.pair) { _ in } }
    _ = try await world.wait(world.shop) { $0.generation == 2 && $0.state == .halvesExchanged }
    world.zone.set { $0.isPrimaryDown = false }
    let side = who == "shop" ? world.shop : world.pay
    _ = try await side.registrar.withdraw(world.pair, reason: "over")
    _ = try await world.wait(world.shop, .withdrawn)
    _ = try await world.wait(world.pay, .withdrawn)
    #expect(world.zone.texts(world.owner).isEmpty)
    renewing.cancel()
    await world.close()
  }

  @Test("an agent that lost its store makes the relationship anew, and the partner's stands meanwhile")
  func lostStore() async throws {
    let world = try PretendWorld()
    let first = try await world.shop.registrar.create(world.pair) { _ in }
    try await world.shop.forget()
    await world.end(world.shop)
    world.begin(world.shop, world.pay)
    let again = try await world.shop.registrar.create(world.pair) { _ in }
    #expect(again.generation > first.generation && again.state == .established)
    #expect(Set(world.zone.texts(world.owner)) == Set(again.halves.all))
    _ = try await world.wait(world.pay) { $0.state == .established && $0.generation == again.generation }
    await world.close()
  }

  @Test("what was ended after the backup that a store was restored from is not renewed")
  func restored() async throws {
    let world = try PretendWorld()
    let first = try await world.shop.registrar.create(world.pair) { _ in }
    _ = try await world.shop.registrar.withdraw(world.pair, reason: "over")
    _ = try await world.wait(world.pay, .withdrawn)
    try await world.shop.store.put(first)
    try await world.shop.store.remember("\(PretendWorld.start)", as: Registrar.restoredKey)
    world.shop.clock.withLock { $0 += 60 }
    _ = try? await world.shop.registrar.renew(world.pair, patience: .seconds(2)) { _ in }
    _ = try await world.wait(world.shop, .withdrawn)
    #expect(world.zone.texts(world.owner).isEmpty)
    #expect(try await world.pay.relationship(world.pair)?.state == .withdrawn)
    await world.close()
  }

  @Test(
    "a partner that cannot be reached is told of the end later, also when it came while the renewal was being opened",
    arguments: ["shop", "pay"])
  func endedWhileOpening(_ who: String) async throws {
    let world = try PretendWorld()
    let (side, other) = who == "shop" ? (world.shop, world.pay) : (world.pay, world.shop)
    _ = try await side.registrar.create(world.pair) { _ in }
    for each in [world.shop, world.pay] { _ = try await world.wait(each, .established) }
    side.link.fail("always", .lostCall)
    let round = try #require(try await side.relationship(world.pair)).generation + 1
    // As if the operator's word came before the opening's fate was known.
    _ = try await side.store.change(world.pair) { stored throws(ImpossibleTransition) in
      var machine = RelationshipMachine(stored)
      try machine.begin(
        world.pair,
        .proposed(
          served: side === world.shop ? .origin : .destination, partner: who == "shop" ? "pay" : "shop",
          generation: round),
        at: PretendWorld.start)
      try machine.handle(.withdrawalBegun(reason: "over"), at: PretendWorld.start)
      stored = machine.relationship
    }
    await world.end(side)
    world.begin(side, other)
    _ = try await world.wait(side) { $0.failure?.code == "partnerUnreachable" || $0.state == .withdrawn }
    #expect(try await side.relationship(world.pair)?.state == .withdrawing)
    side.link.fail("always", .none)
    for each in [world.shop, world.pay] { _ = try await world.wait(each, .withdrawn) }
    #expect(world.zone.texts(world.owner).isEmpty)
    await world.close()
  }

  @Test("an origin that was never told that its first round is seen gives nothing up when the partner has gone on")
  func goneOn() async throws {
    let world = try PretendWorld()
    world.shop.link.fail("always published", .lostReply)
    _ = try? await world.shop.registrar.create(world.pair, patience: .milliseconds(1)) { _ in }
    _ = try await world.wait(world.pay, .established)
    _ = try await world.wait(world.shop, .published)
    // The partner's renewal does not get through, and is put off.
    world.pay.link.fail("always", .lostCall)
    _ = try? await world.pay.registrar.renew(world.pair, patience: .milliseconds(1)) { _ in }
    _ = try await world.wait(world.pay) { $0.setbacks == 1 }
    world.shop.link.fail("always published", .none)
    _ = try await world.wait(world.shop) { $0.failure?.code == "generation" || $0.state == .failed }
    let published = Set(world.zone.texts(world.owner))
    #expect(try await world.shop.relationship(world.pair)?.state == .published && published.count == 2)
    // Its next try comes.
    world.pay.link.fail("always", .none)
    // In steps that neither side takes for a wrong clock of the other's.
    for side in Array(repeating: [world.shop, world.pay], count: 3).joined() { side.clock.withLock { $0 += 200 } }
    for side in [world.shop, world.pay] {
      _ = try await world.wait(side) { $0.state == .established && $0.generation > 1 }
    }
    try await world.expectStanding()
    await world.close()
  }

  @Test("an agent that has lost its claim on a relationship is refused by the partner")
  func fence() async throws {
    let hand = try await HandPlayedShop()
    let newer = Round(pair: hand.world.pair, generation: 1, fence: 7)
    _ = try await hand.pay.open(newer, keys: [hand.shopKey.spkiDER], from: hand.caller)
    let request = try hand.request(nil)
    _ = try await hand.pay.countersign(newer, request, from: hand.caller)
    _ = try await hand.pay.countersign(
      Round(pair: hand.world.pair, generation: 1, fence: 9), request, from: hand.caller)
    await hand.expect("staleFence") {
      () async throws(StepFailure) in _ = try await hand.pay.countersign(newer, request, from: hand.caller)
    }
    await hand.expect("staleFence") {
      () async throws(StepFailure) in _ = try await hand.pay.withdraw(newer, reason: "late", from: hand.caller)
    }
    #expect(try await hand.state == .keysAgreed)
    await hand.world.close()
  }

  @Test("an opening that its own end has overtaken begins nothing, and the next one does")
  func overtaken() async throws {
    let hand = try await HandPlayedShop()
    func round(_ generation: Int64) -> Round { Round(pair: hand.world.pair, generation: generation, fence: 0) }
    let keys = [hand.shopKey.spkiDER]
    _ = try await hand.pay.open(round(1), keys: keys, from: hand.caller)
    for generation in Int64(1)...2 {
      _ = try await hand.pay.withdraw(round(generation), reason: "over", from: hand.caller)
    }
    let late = try? await hand.pay.open(round(2), keys: keys, from: hand.caller)
    #expect(late.map { if case .opened = $0 { true } else { false } } != true)
    #expect(try await hand.state == .withdrawn)
    _ = try await hand.pay.open(round(3), keys: keys, from: hand.caller)
    #expect(try await hand.state == .keysAgreed)
    await hand.world.close()
  }

  @Test("a half never outlasts its own side's certificate, whatever the clocks say", arguments: [Int64(-250), 0, 250])
  func certificateEnds(_ ahead: Int64) async throws {
    let world = try PretendWorld()
    let end = PretendWorld.start + 10 * 86_400
    world.pay.signer.set { $0.certificateExpires = end }
    world.shop.clock.withLock { $0 += ahead }
    let result = try await world.shop.registrar.create(world.pair) { _ in }
    #expect(result.validUntil == end)
    await world.close()
  }
}
