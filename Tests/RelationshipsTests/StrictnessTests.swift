import AgentStore
import Declarations
import Relationships
import TLSKeys
import Testing

/// Calls a partner could make by hand, none of which an honest agent makes.
@Suite("What an agent demands of a partner that does as it likes")
struct StrictnessTests {
  @Test("a countersignature is given only for what was agreed", arguments: CountersignFault.allCases)
  func countersign(_ fault: CountersignFault) async throws {
    let hand = try await HandPlayedShop()
    try await hand.open()
    let request = try hand.request(fault)
    await hand.expect(fault.code) {
      () async throws(StepFailure) in _ = try await hand.pay.countersign(hand.round, request, from: hand.caller)
    }
    #expect(hand.world.pay.signer.signed.isEmpty)
    await hand.world.close()
  }

  @Test("a half is taken only if it says what was agreed and its signature holds", arguments: HalfFault.allCases)
  func deliver(_ fault: HalfFault) async throws {
    let hand = try await HandPlayedShop()
    try await hand.open()
    if fault != .beforeOurs { try await hand.countersign() }
    let half = try await hand.half(fault)
    await hand.expect(fault.code) {
      () async throws(StepFailure) in try await hand.pay.deliver(hand.round, [half], from: hand.caller)
    }
    #expect(try await hand.state == .keysAgreed)
    await hand.world.close()
  }

  @Test("repeating each call leads to the same state and the same half")
  func repeating() async throws {
    let hand = try await HandPlayedShop()
    for _ in 1...2 { try await hand.open() }
    let half = try await hand.half(nil)
    let first = try await hand.countersign()
    for _ in 1...2 { try await hand.pay.deliver(hand.round, [half], from: hand.caller) }
    #expect(try await hand.state == .halvesExchanged)
    #expect(try await hand.countersign() == first)
    try await hand.open()
    #expect(try await hand.state == .halvesExchanged)
    #expect(hand.world.pay.signer.signed.count == 1)
    await hand.world.close()
  }

  @Test("a call of an earlier round is refused, and its withdrawal changes nothing")
  func earlierRound() async throws {
    let hand = try await HandPlayedShop(generation: 2)
    try await hand.open()
    let earlier = Round(pair: hand.world.pair, generation: 1)
    let request = try hand.request(nil)
    await hand.expect("generation") {
      () async throws(StepFailure) in _ = try await hand.pay.countersign(earlier, request, from: hand.caller)
    }
    #expect(try await hand.pay.withdraw(earlier, reason: "old", from: hand.caller) == nil)
    #expect(try await hand.state == .keysAgreed)
    let key = hand.shopKey.spkiDER
    #expect(try await hand.pay.open(earlier, keys: [key], from: hand.caller) == .behind(generation: 2))
    await hand.world.close()
  }

  @Test("one partner cannot go on with another's round, even where its file allows the pair to both")
  func anotherPartner() async throws {
    let hand = try await HandPlayedShop(alsoPartner: "rival")
    try await hand.open()
    let rival = Caller(partner: "rival", pin: hand.world.shop.pin)
    let request = try hand.request(nil)
    await hand.expect("notOpen") {
      () async throws(StepFailure) in _ = try await hand.pay.countersign(hand.round, request, from: rival)
    }
    #expect(try await hand.pay.withdraw(hand.round, reason: "mine", from: rival) == nil)
    #expect(hand.world.pay.signer.signed.isEmpty)
    await hand.world.close()
  }

  @Test(
    "a host that ceases to name the caller's agent gets no signature, and its half is not kept", arguments: [0, 1, 2])
  func namedNoMore(_ step: Int) async throws {
    let hand = try await HandPlayedShop()
    let half = try await hand.half(nil)
    let request = try hand.request(nil)
    if step > 0 { try await hand.open() }
    if step > 1 { try await hand.countersign() }
    hand.world.name(nil, at: hand.world.shop.host)
    await hand.expect("agentNotNamed") { () async throws(StepFailure) in
      switch step {
      case 0: _ = try await hand.pay.open(hand.round, keys: [hand.shopKey.spkiDER], from: hand.caller)
      case 1: _ = try await hand.pay.countersign(hand.round, request, from: hand.caller)
      default: try await hand.pay.deliver(hand.round, [half], from: hand.caller)
      }
    }
    #expect(try await hand.state == (step == 0 ? nil : .keysAgreed))
    #expect(hand.world.pay.signer.signed.count == (step > 1 ? 1 : 0))
    await hand.world.close()
  }

  @Test("a partner that asks and asks costs one signature")
  func askedAgain() async throws {
    let hand = try await HandPlayedShop()
    try await hand.open()
    let first = try await hand.countersign()
    for later in [1, 60, 300] as [Int64] {
      let asked = try hand.request(nil)
      let again = CountersignRequest(
        signer: asked.signer, target: asked.target, notBefore: asked.notBefore + later, expires: asked.expires + later,
        targetKeys: asked.targetKeys, signerKeys: asked.signerKeys)
      #expect(try await hand.pay.countersign(hand.round, again, from: hand.caller) == first)
    }
    #expect(hand.world.pay.signer.signed.count == 1)
    await hand.world.close()
  }

  @Test("our half is given for no longer than our certificate lasts")
  func ownCertificate() async throws {
    let hand = try await HandPlayedShop()
    hand.world.pay.signer.set { $0.certificateExpires = PretendWorld.start + 86_400 }
    _ = try await hand.pay.open(hand.round, keys: [hand.shopKey.spkiDER], from: hand.caller)
    let request = try hand.request(nil)
    await hand.expect("validityTooLong") {
      () async throws(StepFailure) in _ = try await hand.pay.countersign(hand.round, request, from: hand.caller)
    }
    await hand.world.close()
  }

  @Test("a partner cannot count the rounds up to their end")
  func jump() async throws {
    let hand = try await HandPlayedShop()
    let far = Round(pair: hand.world.pair, generation: Round.largestStep + 1)
    await hand.expect("generation") {
      () async throws(StepFailure) in
      _ = try await hand.pay.open(far, keys: [hand.shopKey.spkiDER], from: hand.caller)
    }
    #expect(try await hand.state == nil)
    await hand.world.close()
  }

  @Test("an opening names 1 to 16 different usable keys")
  func openingKeys() async throws {
    let hand = try await HandPlayedShop()
    let key = hand.shopKey.spkiDER
    for (keys, code) in [([], "keyCount"), ([key, key], "keyCount"), ([[1, 2, 3]], "unsupportedKey")] {
      await hand.expect(code) {
        () async throws(StepFailure) in _ = try await hand.pay.open(hand.round, keys: keys, from: hand.caller)
      }
    }
    #expect(try await hand.state == nil)
    await hand.world.close()
  }

  @Test("the initiator takes no half but the one it asked for", arguments: [true, false])
  func forgedHalf(_ isSignedWell: Bool) async throws {
    let world = try PretendWorld()
    let signer = world.pay.signer
    world.shop.link.forge { halves in
      guard let half = halves.first else { return [] }
      let statement = half.statement
      guard
        let other = try? Statement(
          origin: statement.origin, destination: statement.destination, signer: statement.signer,
          algorithm: statement.algorithm, notBefore: statement.notBefore, expires: statement.expires + 1,
          signerKey: statement.signerKey, targetKeys: statement.targetKeys),
        let signature = try? await signer.sign(other)
      else { return [] }
      return isSignedWell
        ? [SignedHalf(statement: other, signature: signature)]
        : [SignedHalf(statement: statement, signature: signature)]
    }
    try await world.expectRefusal(isSignedWell ? "statementFields" : "badSignature", by: world.shop)
    #expect(world.zone.updates == 0)
    await world.close()
  }

  enum CountersignFault: CaseIterable {
    case otherTargetKey, twoTargetKeys, signerSwapped, otherSignerKey, tooLong, tooOld, fromTheFuture

    var code: String {
      switch self {
      case .otherTargetKey, .twoTargetKeys, .signerSwapped, .otherSignerKey: "statementFields"
      case .tooLong: "validityTooLong"
      case .tooOld, .fromTheFuture: "clockDiffers"
      }
    }
  }

  enum HalfFault: CaseIterable {
    case beforeOurs, otherTargetKey, otherTimes, spoilt, signedByAnotherKey, tooLong

    var code: String {
      switch self {
      case .beforeOurs: "notOpen"
      case .otherTargetKey: "statementFields"
      case .otherTimes: "clockDiffers"
      case .spoilt, .signedByAnotherKey: "badSignature"
      case .tooLong: "validityTooLong"
      }
    }
  }
}
