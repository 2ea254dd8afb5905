import AgentStore
import Declarations
import Relationships
import Synchronization
import TLSKeys
import Testing

@Suite("A key that was stolen")
struct RevocationTests {
  /// A world in which the shop's relationship is established with these keys of the shop's, the first beside others, and the
  /// partner has gone away since.
  private func world(_ count: Int) async throws -> (PretendWorld, keys: [PrivateKey]) {
    let world = try PretendWorld()
    let host = world.shop.host
    let keys = try (0..<count).map { _ in try PrivateKey.generate(.p256) }
    world.shop.signer.set { $0.keys[host] = keys }
    _ = try await world.shop.registrar.create(world.pair) { _ in }
    await world.end(world.pay)
    world.shop.link.fail("always", .lostCall)
    return (world, keys)
  }

  private func waitFor(_ count: Int, _ world: PretendWorld) async throws {
    let end = ContinuousClock.now + .seconds(10)
    while world.zone.texts(world.owner).count != count {
      try #require(ContinuousClock.now < end, "\(world.zone.texts(world.owner).count) records instead of \(count)")
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// The partner can be reached again, and time goes by until this many records stand.
  ///
  /// - Returns: when they stood, Unix seconds.
  private func reconcile(_ world: PretendWorld, until count: Int) async throws -> Int64 {
    world.shop.link.fail("always", .none)
    let end = ContinuousClock.now + .seconds(10)
    while world.zone.texts(world.owner).count != count {
      try #require(ContinuousClock.now < end, "\(world.zone.texts(world.owner).count) records instead of \(count)")
      // In steps that neither side takes for a wrong clock of the other's. Not once for all: a try that is under way puts the
      // next one off from the time that it then is.
      for side in [world.shop, world.pay] { side.clock.withLock { $0 += 120 } }
      try await Task.sleep(for: .milliseconds(20))
    }
    return world.shop.clock.withLock { $0 }
  }

  @Test("with another key beside it, its half goes at once though the partner is down, and the other key verifies on")
  func another() async throws {
    let (world, keys) = try await self.world(2)
    let (stolen, other) = (keys[0].publicKey, keys[1].publicKey)
    let outlook = try await world.shop.registrar.outlook(revoking: stolen.digest, of: world.shop.host)
    #expect(outlook.stillVerified == 1 && outlook.undeclared == 0)
    try await world.shop.registrar.retire(stolen.digest, of: world.shop.host, revoked: true)
    try await self.waitFor(2, world)
    try world.expectVerified(origin: other)
    let set = DeclarationSet(
      world.zone.texts(world.owner).map { Array($0.utf8) }, origin: world.pair.origin,
      destination: world.pair.destination)
    let pay = try #require(world.pay.signer.set { $0.keys[world.pay.host]?.first?.publicKey })
    #expect(set.judge(originKeys: [stolen], destinationKeys: [pay], now: PretendWorld.start).verdict != .verified)
    await world.close()
  }

  @Test("if it alone was published nothing of it stays, and the round that follows declares its successor")
  func alone() async throws {
    let (world, keys) = try await self.world(1)
    let host = world.shop.host
    let next = try PrivateKey.generate(.p256)
    world.shop.signer.set { $0.keys[host]?.append(next) }
    let outlook = try await world.shop.registrar.outlook(revoking: keys[0].publicKey.digest, of: host)
    #expect(outlook.stillVerified == 0 && outlook.undeclared == 1)
    try await world.shop.registrar.retire(keys[0].publicKey.digest, of: host, revoked: true)
    try await self.waitFor(0, world)
    world.begin(world.pay, world.shop)
    let now = try await self.reconcile(world, until: 2)
    try world.expectVerified(origin: next.publicKey, at: now)
    await world.close()
  }

  @Test(
    "in a round whose publication the partner never acknowledges, its half goes all the same, and a round without it follows"
  )
  func unacknowledged() async throws {
    let world = try PretendWorld()
    let host = world.shop.host
    let (stolen, next) = (try PrivateKey.generate(.p256), try PrivateKey.generate(.p256))
    world.shop.signer.set { $0.keys[host] = [stolen] }
    _ = try await world.shop.registrar.create(world.pair) { _ in }
    world.shop.link.fail("always published", .lostCall)
    _ = try? await world.shop.registrar.renew(world.pair, patience: .milliseconds(1)) { _ in }
    _ = try await world.wait(world.shop, .published)
    world.shop.link.fail("always", .lostCall)
    world.shop.signer.set { $0.keys[host]?.append(next) }
    try await world.shop.registrar.retire(stolen.publicKey.digest, of: host, revoked: true)
    try await self.waitFor(0, world)
    let now = try await self.reconcile(world, until: 2)
    try world.expectVerified(origin: next.publicKey, at: now)
    await world.close()
  }

  @Test("in a round that a server of the zone holds up, its half goes all the same")
  func unpublished() async throws {
    let (world, keys) = try await self.world(2)
    world.begin(world.pay, world.shop)
    world.shop.link.fail("always", .none)
    let before = Set(world.zone.texts(world.owner))
    world.zone.set { $0.lags = true }
    _ = try? await world.shop.registrar.renew(world.pair, patience: .milliseconds(1)) { _ in }
    _ = try await world.wait(world.shop) { $0.state == .halvesExchanged && $0.failure != nil }
    #expect(Set(world.zone.texts(world.owner)) != before)
    world.shop.link.fail("always", .lostCall)
    try await world.shop.registrar.retire(keys[0].publicKey.digest, of: world.shop.host, revoked: true)
    try await self.waitFor(2, world)
    try world.expectVerified(origin: keys[1].publicKey)
    await world.close()
  }

  @Test("in a first round that the partner never acknowledges, nothing of it stays, and the reason is named")
  func neverEstablished() async throws {
    let world = try PretendWorld()
    let host = world.shop.host
    let stolen = try PrivateKey.generate(.p256)
    world.shop.signer.set { $0.keys[host] = [stolen] }
    world.shop.link.fail("always published", .lostCall)
    _ = try? await world.shop.registrar.create(world.pair, patience: .milliseconds(1)) { _ in }
    _ = try await world.wait(world.shop, .published)
    let next = try PrivateKey.generate(.p256)
    world.shop.signer.set { $0.keys[host]?.append(next) }
    try await world.shop.registrar.retire(stolen.publicKey.digest, of: host, revoked: true)
    let ended = try await world.wait(world.shop, .failed)
    #expect(ended.failure?.code == "keyRevoked" && world.zone.texts(world.owner).isEmpty)
    await world.close()
  }

  @Test(
    "after a restore, a name that the revocation emptied is not taken for a relationship that was ended since the backup"
  )
  func restored() async throws {
    let world = try PretendWorld()
    let host = world.shop.host
    let (stolen, next) = (try PrivateKey.generate(.p256), try PrivateKey.generate(.p256))
    world.shop.signer.set { $0.keys[host] = [stolen] }
    var stored = try await world.shop.registrar.create(world.pair) { _ in }
    await world.end(world.shop)
    stored.dueAt = PretendWorld.start - 1
    try await world.shop.store.put(stored)
    try await world.shop.store.remember(String(PretendWorld.start), as: Registrar.restoredKey)
    var choice = HostKeyChoice()
    choice.retire(stolen.publicKey.digest, revoked: true)
    try await world.shop.store.remember(choice.text, as: "keys of \(host)")
    world.shop.signer.set { $0.keys[host]?.append(next) }
    world.begin(world.shop, world.pay)
    let after = try await world.wait(world.shop) {
      $0.generation > stored.generation && $0.state.rests || $0.state.isOver
    }
    #expect(after.state == .established)
    try world.expectVerified(origin: next.publicKey)
    await world.close()
  }

  @Test("what is retired, and not revoked, stays until the next round has replaced it")
  func retired() async throws {
    let (world, keys) = try await self.world(2)
    try await world.shop.registrar.retire(keys[0].publicKey.digest, of: world.shop.host)
    _ = try await world.wait(world.shop) { $0.setbacks > 0 }
    #expect(world.zone.texts(world.owner).count == 3)
    await world.close()
  }

  @Test("what others have at the name stays, and so does a record of the key's that is no part of the relationship")
  func others() async throws {
    let (world, keys) = try await self.world(2)
    let records = world.zone.texts(world.owner).map { Array($0.utf8) }
    world.zone.set { $0.records[world.owner] = records + [Array("others' text".utf8)] }
    try await world.shop.registrar.retire(keys[0].publicKey.digest, of: world.shop.host, revoked: true)
    try await self.waitFor(3, world)
    #expect(world.zone.texts(world.owner).contains("others' text"))
    await world.close()
  }

  @Test("a revocation while the partner's opening is answered counts for the next round, which follows at once")
  func amidOpening() async throws {
    let world = try PretendWorld()
    let host = world.pay.host
    let (stolen, other) = (try PrivateKey.generate(.p256), try PrivateKey.generate(.p256))
    world.pay.signer.set { $0.keys[host] = [stolen, other] }
    _ = try await world.shop.registrar.create(world.pair) { _ in }
    _ = try await world.wait(world.pay, .established)
    let registrar = try world.pay.registrar
    world.pay.signer.set {
      $0.meanwhile = { try? await registrar.retire(stolen.publicKey.digest, of: host, revoked: true) }
    }
    _ = try? await world.shop.registrar.renew(world.pair) { _ in }
    for side in [world.shop, world.pay] {
      _ = try await world.wait(side) { $0.state == .established && $0.keys.destination == [other.publicKey.spkiDER] }
    }
    await world.close()
  }

  @Test("a key revoked while a new registration is begun is not named in it")
  func amidBeginning() async throws {
    let world = try PretendWorld()
    let host = world.shop.host
    let (stolen, other) = (try PrivateKey.generate(.p256), try PrivateKey.generate(.p256))
    world.shop.signer.set { $0.keys[host] = [stolen, other] }
    let registrar = try world.shop.registrar
    // The agent has looked at its keys after its start by then.
    _ = try await registrar.create(world.pair) { _ in }
    _ = try await registrar.withdraw(world.pair, reason: "over")
    let signed = world.pay.signer.signed.count
    world.shop.signer.set {
      $0.meanwhile = { try? await registrar.retire(stolen.publicKey.digest, of: host, revoked: true) }
    }
    _ = try await registrar.create(world.pair) { _ in }
    _ = try await world.wait(world.shop) { $0.state == .established && $0.keys.origin == [other.publicKey.spkiDER] }
    #expect(!world.pay.signer.signed.dropFirst(signed).contains { $0.targetKeys.contains(stolen.publicKey.digest) })
    await world.close()
  }

  @Test("what another agent wrote down about a key before it was killed is seen to at the next look")
  func anotherAgent() async throws {
    let world = try PretendWorld()
    let host = world.shop.host
    let (stolen, other) = (try PrivateKey.generate(.p256), try PrivateKey.generate(.p256))
    world.shop.signer.set { $0.keys[host] = [stolen, other] }
    await world.end(world.shop)
    world.begin(world.shop, world.pay, keyLook: .milliseconds(20))
    _ = try await world.shop.registrar.create(world.pair) { _ in }
    var choice = HostKeyChoice()
    choice.retire(stolen.publicKey.digest, revoked: true)
    try await world.shop.store.remember(choice.text, as: "keys of \(host)")
    _ = try await world.wait(world.shop) {
      $0.state == .established && $0.keys.origin == [other.publicKey.spkiDER]
    }
    await world.close()
  }

  @Test("what is said about a key counts though the signing agent goes away before it is seen to")
  func signerAway() async throws {
    let (world, keys) = try await self.world(2)
    let (host, registrar) = (world.shop.host, try world.shop.registrar)
    // Asked once, whether a key is left.
    world.shop.signer.set { $0.answers = 1 }
    try await registrar.retire(keys[0].publicKey.digest, of: host, revoked: true)
    try await self.waitFor(2, world)
    try world.expectVerified(origin: keys[1].publicKey)
    await world.close()
  }

  @Test("a revocation is not lost to a key that is staged in the same moment")
  func together() async throws {
    let (world, keys) = try await self.world(3)
    let (host, registrar) = (world.shop.host, try world.shop.registrar)
    let (stolen, next) = (keys[0].publicKey.digest, keys[2].publicKey.digest)
    world.shop.signer.set { $0.travel = .milliseconds(20) }
    async let revoked: Void = registrar.retire(stolen, of: host, revoked: true)
    async let staged: Void = registrar.stage(next, of: host)
    _ = try await (revoked, staged)
    let choice = try await registrar.keyChoice(of: host)
    #expect(choice.revoked == [stolen] && choice.staged == [next])
    await world.close()
  }

  @Test("a choice of keys is remembered whole, and one staged again is no longer revoked")
  func choice() throws {
    let keys = try (0..<3).map { _ in try PrivateKey.generate(.p256).publicKey.digest }
    var choice = HostKeyChoice()
    choice.stage(keys[0])
    choice.retire(keys[1])
    choice.retire(keys[2], revoked: true)
    #expect(HostKeyChoice(text: choice.text) == choice)
    choice.stage(keys[2])
    #expect(choice.revoked.isEmpty && choice.retired == [keys[1]])
  }
}
