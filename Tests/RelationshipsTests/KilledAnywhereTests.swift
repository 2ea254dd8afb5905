import AgentStore
import Declarations
import Relationships
import TLSKeys
import Testing

/// An agent is killed after each of its writes in turn, and started again.
@Suite("Agents killed at every transition")
struct KilledAnywhereTests {
  @Test("a registration is finished, or nothing of it is left", arguments: ["shop", "pay"], ["shop", "pay"])
  func registration(_ beginner: String, _ victim: String) async throws {
    try await Self.atEveryWrite(of: victim) { world, kill in
      let side = beginner == "shop" ? world.shop : world.pay
      kill()
      _ = try? await side.registrar.create(world.pair, patience: .milliseconds(400)) { _ in }
    } afterwards: { world in
      try await world.expectSound()
    }
  }

  @Test("a renewal is finished, or what stood still stands", arguments: ["shop", "pay"], ["shop", "pay"])
  func renewal(_ beginner: String, _ victim: String) async throws {
    try await Self.atEveryWrite(of: victim) { world, kill in
      let side = beginner == "shop" ? world.shop : world.pay
      _ = try await side.registrar.create(world.pair) { _ in }
      _ = try await world.wait(world.pay, .established)
      kill()
      _ = try? await side.registrar.renew(world.pair, patience: .milliseconds(400)) { _ in }
    } afterwards: { world in
      try await world.expectStanding()
    }
  }

  @Test("a withdrawal that was begun is never lost", arguments: ["shop", "pay"], ["shop", "pay"])
  func withdrawal(_ beginner: String, _ victim: String) async throws {
    try await Self.atEveryWrite(of: victim) { world, kill in
      let side = beginner == "shop" ? world.shop : world.pay
      _ = try await side.registrar.create(world.pair) { _ in }
      _ = try await world.wait(world.pay, .established)
      kill()
      _ = try? await side.registrar.withdraw(world.pair, reason: "over", patience: .milliseconds(400))
    } afterwards: { world in
      _ = try await world.wait(world.shop, .withdrawn)
      _ = try await world.wait(world.pay, .withdrawn)
      #expect(world.zone.texts(world.owner).isEmpty)
    }
  }

  @Test("a key that was staged or revoked is so in the end", arguments: ["shop", "pay"], [false, true])
  func keys(_ victim: String, revokes: Bool) async throws {
    try await Self.atEveryWrite(of: victim) { world, kill in
      let side = victim == "shop" ? world.shop : world.pay
      let host = side.host
      let (first, second) = (try PrivateKey.generate(.p256), try PrivateKey.generate(.p256))
      side.signer.set { $0.keys[host] = revokes ? [first, second] : [first] }
      _ = try await world.shop.registrar.create(world.pair) { _ in }
      _ = try await world.wait(world.pay, .established)
      kill()
      if revokes {
        try? await side.registrar.retire(first.publicKey.digest, of: host, revoked: true)
      } else {
        side.signer.set { $0.keys[host]?.append(second) }
        try? await side.registrar.stage(second.publicKey.digest, of: host)
      }
    } afterwards: { world in
      let side = victim == "shop" ? world.shop : world.pay
      let held = side.signer.set { $0.keys[side.host] ?? [] }.map(\.publicKey.spkiDER)
      let declared = revokes ? Array(held.suffix(1)) : held
      for each in [world.shop, world.pay] {
        _ = try await world.wait(each) { relationship in
          let keys = victim == "shop" ? relationship.keys.origin : relationship.keys.destination
          return relationship.state == .established && Set(keys) == Set(declared)
        }
      }
      try await world.expectStanding()
    }
  }

  /// Runs `body` once for every write that the victim makes in it, killing it there.
  private static func atEveryWrite(
    of victim: String, _ body: (PretendWorld, _ kill: () -> Void) async throws -> Void,
    afterwards check: (PretendWorld) async throws -> Void
  ) async throws {
    for number in 1...20 {
      let world = try PretendWorld()
      let (side, other) = victim == "shop" ? (world.shop, world.pay) : (world.pay, world.shop)
      try await body(world) { side.mortal.dieAfter(number) }
      let wasKilled = side.mortal.isDead
      await world.end(side)
      side.mortal.revive()
      world.begin(side, other)
      do {
        try await check(world)
      } catch {
        Issue.record("killed after write \(number): \(error)")
      }
      await world.close()
      if !wasKilled { return }
    }
    Issue.record("it never came to its end")
  }
}
