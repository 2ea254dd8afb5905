import AgentStore
import Declarations
import Relationships
import TLSKeys
import Testing

@Suite("Calls that are lost, repeated or cut short")
struct RepetitionTests {
  @Test(
    "a lost call or answer leads to the same end",
    arguments: ["countersign", "deliver", "published"], [PretendLink.Fault.lostCall, .lostReply])
  func lost(_ call: String, _ fault: PretendLink.Fault) async throws {
    let world = try PretendWorld()
    world.shop.link.fail(call, fault)
    let result = try await world.shop.registrar.create(world.pair) { _ in }
    #expect(result.state == .established)
    #expect(try await world.wait(world.pay, .established).generation == 1)
    #expect(world.zone.updates == 1)
    await world.close()
  }

  @Test("a partner that cannot be reached at first is an answer, not a wait")
  func down() async throws {
    let world = try PretendWorld()
    world.shop.link.fail("always", .lostCall)
    try await world.expectFailure("partnerUnreachable", by: world.shop)
    await world.close()
  }

  @Test("an agent killed in any state goes on where it was", arguments: ["shop", "pay"])
  func killed(_ who: String) async throws {
    let world = try PretendWorld()
    // The zone's server does not answer, so the round stands still with both halves exchanged.
    let began = Task {
      try? await world.shop.registrar.create(world.pair) { relationship in
        if relationship.state == .keysAgreed { world.zone.set { $0.isPrimaryDown = true } }
      }
    }
    _ = try await world.wait(world.shop, .halvesExchanged)
    let (side, other) = who == "shop" ? (world.shop, world.pay) : (world.pay, world.shop)
    await world.end(side)
    world.zone.set { $0.isPrimaryDown = false }
    world.begin(side, other)
    _ = try await world.wait(world.shop, .established)
    _ = try await world.wait(world.pay, .established)
    #expect(world.zone.texts(world.owner).count == 2)
    began.cancel()
    await world.close()
  }

  @Test("an agent that lost its store takes the round after the one its partner remembers")
  func forgotten() async throws {
    let world = try PretendWorld()
    _ = try await world.shop.registrar.create(world.pair) { _ in }
    _ = try await world.pay.registrar.withdraw(world.pair, reason: "over")
    _ = try await world.wait(world.shop, .withdrawn)
    let forgetful = try PretendWorld()
    // The same partner, but a shop that knows nothing of the first round.
    try await forgetful.remember(forgetful.pay, rounds: 4)
    let result = try await forgetful.shop.registrar.create(world.pair) { _ in }
    #expect(result.generation == 5)
    await world.close()
    await forgetful.close()
  }

  @Test("withdrawal by either side empties the zone and ends both sides", arguments: ["shop", "pay"])
  func withdrawal(_ who: String) async throws {
    let world = try PretendWorld()
    _ = try await world.shop.registrar.create(world.pair) { _ in }
    let side = who == "shop" ? world.shop : world.pay
    let outcome = try await side.registrar.withdraw(world.pair, reason: "contract ended")
    #expect(outcome.partnerTold)
    #expect(outcome.verifiesUntil == PretendWorld.start + StatementTimes.validity)
    #expect(world.zone.texts(world.owner).isEmpty)
    _ = try await world.wait(world.shop, .withdrawn)
    _ = try await world.wait(world.pay, .withdrawn)
    let again = try await side.registrar.withdraw(world.pair, reason: "again")
    #expect(again.relationship.state == .withdrawn)
    #expect(try await world.shop.registrar.create(world.pair) { _ in }.generation == 2)
    await world.close()
  }

  @Test("a partner that withdraws while the update is on its way leaves nothing in the zone")
  func withdrawalDuringUpdate() async throws {
    let world = try PretendWorld()
    world.zone.set { $0.travel = .milliseconds(200) }
    let creating = Task { try? await world.pay.registrar.create(world.pair) { _ in } }
    let exchanged = try await world.wait(world.shop, .halvesExchanged)
    // The driver has asked what the zone holds, and sent its update.
    try await Task.sleep(for: .milliseconds(50))
    let caller = Caller(partner: "pay", pin: world.pay.pin)
    let round = Round(pair: world.pair, generation: exchanged.generation)
    _ = try await world.shop.registrar.withdraw(round, reason: "changed my mind", from: caller)
    _ = try await world.wait(world.shop, .withdrawn)
    try await Task.sleep(for: .milliseconds(300))
    #expect(world.zone.texts(world.owner).isEmpty)
    _ = await creating.value
    await world.close()
  }

  @Test("a withdrawal whose partner is away clears the zone and keeps trying to tell it")
  func withdrawalAlone() async throws {
    let world = try PretendWorld()
    _ = try await world.shop.registrar.create(world.pair) { _ in }
    world.shop.link.fail("always", .lostCall)
    let outcome = try await world.shop.registrar.withdraw(world.pair, reason: "over")
    #expect(!outcome.partnerTold)
    #expect(world.zone.texts(world.owner).isEmpty)
    world.shop.link.fail("always", .none)
    _ = try await world.wait(world.pay, .withdrawn)
    _ = try await world.wait(world.shop, .withdrawn)
    await world.close()
  }

  @Test("whoever else answers at the partner's address, the partner is not told")
  func strangerAnswers() async throws {
    let world = try PretendWorld()
    _ = try await world.shop.registrar.create(world.pair) { _ in }
    world.shop.link.fail("always", .stranger)
    let outcome = try await world.shop.registrar.withdraw(world.pair, reason: "over")
    #expect(!outcome.partnerTold)
    #expect(try await world.shop.relationship(world.pair)?.state == .withdrawing)
    world.shop.link.fail("always", .none)
    _ = try await world.wait(world.pay, .withdrawn)
    _ = try await world.wait(world.shop, .withdrawn)
    await world.close()
  }

  @Test("an update that was still on its way when the withdrawal began leaves nothing in the zone")
  func lateUpdate() async throws {
    let world = try PretendWorld()
    let result = try await world.shop.registrar.create(world.pair) { _ in }
    // The servers show nothing yet of what they have taken.
    world.zone.set { $0.isHidden = true }
    let withdrawing = Task { try await world.shop.registrar.withdraw(world.pair, reason: "over") }
    _ = try await withdrawing.value
    world.zone.set { $0.isHidden = false }
    #expect(Set(world.zone.texts(world.owner)).isDisjoint(with: result.halves.all))
    await world.close()
  }

  @Test("a call of a round that is over changes nothing")
  func oldRound() async throws {
    let world = try PretendWorld()
    _ = try await world.shop.registrar.create(world.pair) { _ in }
    let caller = Caller(partner: "shop", pin: world.shop.pin)
    _ = try await world.pay.registrar.withdraw(world.pair, reason: "over")
    _ = try await world.wait(world.shop, .withdrawn)
    _ = try await world.shop.registrar.create(world.pair) { _ in }
    let old = Round(pair: world.pair, generation: 1)
    #expect(try await world.pay.registrar.withdraw(old, reason: "stray", from: caller) == nil)
    #expect(try await world.pay.relationship(world.pair)?.state == .established)
    await #expect(throws: StepFailure.self) {
      try await world.pay.registrar.published(old, validUntil: 1, from: caller)
    }
    await world.close()
  }

  @Test("numbers beyond all measure are refused and end nothing", arguments: [Int64.min, -1, .max])
  func absurdNumbers(_ number: Int64) async throws {
    let world = try PretendWorld()
    let caller = Caller(partner: "shop", pin: world.shop.pin)
    let round = Round(pair: world.pair, generation: 1)
    let key = try PrivateKey.generate(.p256).publicKey
    guard case .opened(let keys, _, _) = try await world.pay.registrar.open(round, keys: [key.spkiDER], from: caller)
    else { throw PretendWorld.NotRunning() }
    let signer = try PublicKey(spkiDER: try #require(keys.first))
    for (notBefore, expires) in [
      (number, PretendWorld.start + 60), (PretendWorld.start - 600, number), (number, number),
    ] {
      let request = CountersignRequest(
        signer: world.pay.host, target: world.shop.host, notBefore: notBefore, expires: expires,
        targetKeys: [key.digest], signerKeys: [signer.digest])
      await #expect(throws: StepFailure.self) {
        try await world.pay.registrar.countersign(round, request, from: caller)
      }
    }
    await #expect(throws: StepFailure.self) {
      try await world.pay.registrar.open(Round(pair: world.pair, generation: number), keys: [key.spkiDER], from: caller)
    }
    #expect(world.pay.signer.signed.isEmpty)
    await world.close()
  }

  @Test("another partner's calls about the pair are refused")
  func stranger() async throws {
    let world = try PretendWorld()
    _ = try await world.shop.registrar.create(world.pair) { _ in }
    let stranger = Caller(partner: "stranger", pin: world.shop.pin)
    let round = Round(pair: world.pair, generation: 1)
    #expect(try await world.pay.registrar.withdraw(round, reason: "stray", from: stranger) == nil)
    #expect(try await world.pay.relationship(world.pair)?.state == .established)
    await #expect(throws: StepFailure.self) {
      try await world.pay.registrar.deliver(round, [], from: stranger)
    }
    await world.close()
  }

  @Test("a registration that failed keeps its reason, also where the partner gives it back")
  func echo() async throws {
    let world = try PretendWorld()
    world.zone.set { $0.refusesUpdates = true }
    try await world.expectRefusal("updateKeyUnknown", by: world.shop)
    let failed = try await world.wait(world.shop, .failed)
    let caller = Caller(partner: "pay", pin: world.pay.pin)
    let round = Round(pair: world.pair, generation: failed.generation)
    _ = try await world.shop.registrar.withdraw(round, reason: "shop: it came to nothing", from: caller)
    #expect(try await world.shop.relationship(world.pair) == failed)
    await world.close()
  }

  @Test(
    "a registration that is ended before its opening was answered is ended at the partner too, once it is there again")
  func endedUnanswered() async throws {
    let world = try PretendWorld()
    await world.end(world.pay)
    world.begin(world.pay, world.shop, firstContact: 60)
    world.pay.link.fail("always open", .lostReply)
    world.pay.link.fail("always withdraw", .lostCall)
    _ = try? await world.pay.registrar.create(world.pair, patience: .milliseconds(1)) { _ in }
    _ = try await world.wait(world.shop, .keysAgreed)
    let outcome = try await world.pay.registrar.withdraw(world.pair, reason: "over")
    #expect(!outcome.partnerTold)
    world.pay.link.fail("always withdraw", .none)
    for side in [world.shop, world.pay] { _ = try await world.wait(side, .withdrawn) }
    await world.close()
  }
}
