import AgentStore
import Declarations
import Relationships
import TLSKeys
import Testing

/// A payment provider's agent, and a shop whose agent's calls are made by hand.
struct HandPlayedShop {
  let world: PretendWorld
  let pay: Registrar
  let round: Round
  let caller: Caller
  private let shopPrivateKey: PrivateKey
  private let payKey: PublicKey

  init(generation: Int64 = 1, alsoPartner: String? = nil) async throws {
    let world = try PretendWorld()
    await world.close()
    if let name = alsoPartner, let rule = PairRule("*>pay.test") {
      let entry = PartnerEntry(name: name, pins: [world.shop.pin], pairs: [rule], agent: world.shop.link)
      world.begin(world.pay, world.shop, alsoPartners: [entry])
    } else {
      world.begin(world.pay, world.shop)
    }
    let shop = world.shop.host
    let pay = world.pay.host
    self.world = world
    self.pay = try world.pay.registrar
    self.round = Round(pair: world.pair, generation: generation)
    self.caller = Caller(partner: "shop", pin: world.shop.pin)
    self.shopPrivateKey = try #require(world.shop.signer.set { $0.keys[shop]?.first })
    self.payKey = try #require(world.pay.signer.set { $0.keys[pay]?.first?.publicKey })
  }

  var shopKey: PublicKey { self.shopPrivateKey.publicKey }
  var state: RelationshipState? {
    get async throws { try await self.world.pay.relationship(self.world.pair)?.state }
  }

  func open() async throws {
    let answer = try await self.pay.open(self.round, keys: [self.shopKey.spkiDER], from: self.caller)
    #expect(
      answer
        == .opened(
          keys: [self.payKey.spkiDER], maximumValidity: StatementTimes.maximumSpan, latestExpiry: nil))
  }

  @discardableResult
  func countersign() async throws -> [SignedHalf] {
    try await self.pay.countersign(self.round, try self.request(nil), from: self.caller)
  }

  func request(_ fault: StrictnessTests.CountersignFault?) throws -> CountersignRequest {
    let other = try PrivateKey.generate(.p256).publicKey.digest
    var notBefore = PretendWorld.start - StatementTimes.backdate
    if fault == .tooOld { notBefore -= StatementTimes.clockTolerance + 1 }
    if fault == .fromTheFuture { notBefore += StatementTimes.clockTolerance + 1 }
    let expires = notBefore + StatementTimes.maximumSpan + (fault == .tooLong ? 1 : 0)
    let (signer, target) = (self.world.pay.host, self.world.shop.host)
    let targetKeys: [KeyDigest] =
      switch fault {
      case .otherTargetKey: [other]
      case .twoTargetKeys: [self.shopKey.digest, other].sorted()
      default: [self.shopKey.digest]
      }
    return CountersignRequest(
      signer: fault == .signerSwapped ? target : signer, target: fault == .signerSwapped ? signer : target,
      notBefore: notBefore, expires: expires, targetKeys: targetKeys,
      signerKeys: [fault == .otherSignerKey ? other : self.payKey.digest])
  }

  func half(_ fault: StrictnessTests.HalfFault?) async throws -> SignedHalf {
    let other = try PrivateKey.generate(.p256)
    let notBefore = PretendWorld.start - StatementTimes.backdate - (fault == .otherTimes ? 3600 : 0)
    let statement = try Statement(
      origin: self.world.shop.host, destination: self.world.pay.host, signer: self.world.shop.host,
      algorithm: self.shopKey.algorithm, notBefore: notBefore,
      expires: notBefore + StatementTimes.maximumSpan + (fault == .tooLong ? 1 : 0), signerKey: self.shopKey.digest,
      targetKeys: [fault == .otherTargetKey ? other.publicKey.digest : self.payKey.digest])
    let key = fault == .signedByAnotherKey ? other : self.shopPrivateKey
    var signature = try key.sign(statement.signedOctets)
    if fault == .spoilt { signature[3] ^= 1 }
    return SignedHalf(statement: statement, signature: signature)
  }

  func expect(_ code: String, _ body: () async throws(StepFailure) -> Void) async {
    do {
      try await body()
      Issue.record("granted instead of \(code)")
    } catch {
      #expect(error.code == code, "\(error)")
    }
  }
}
