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
