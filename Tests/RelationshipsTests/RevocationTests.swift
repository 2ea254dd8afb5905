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
    // The partner comes back.
    world.shop.link.fail("always", .none)
    world.begin(world.pay, world.shop)
    world.shop.clock.withLock { $0 += 3_600 }
    world.pay.clock.withLock { $0 += 3_600 }
    try await self.waitFor(2, world)
    try world.expectVerified(origin: next.publicKey, at: PretendWorld.start + 3_600)
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
