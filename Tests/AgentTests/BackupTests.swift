import AgentControl
import Foundation
import Loopback
import Testing

@Suite(
  "Backup and restore", .enabled(if: AgentWorld.isPossible, AgentWorld.reason), .serialized, .timeLimit(.minutes(2)))
struct BackupTests {
  private func backup(_ world: AgentWorld, _ name: String) async throws -> String {
    let file = world.folder.file(name)
    let made = try await world.shop.warifu(["backup", file])
    #expect(made.status == .exited(0), "\(made.errors)")
    return file
  }

  /// Where one store was put aside, as the document says.
  private func replaced(_ outcome: Command.Result) throws -> String {
    let document = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    return try #require(document?["replaced"] as? String)
  }

  @Test("a backup is its owner's alone, overwrites nothing, and leaves nothing in the state folder")
  func backup() async throws {
    try await AgentWorld.with { world in
      _ = try await world.create(world.shop)
      let file = try await self.backup(world, "one.sqlite")
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      let before = FileManager.default.contents(atPath: file)
      let again = try await world.shop.warifu(["backup", file])
      #expect(again.status == .exited(1) && again.errors.contains("not overwritten"))
      #expect(FileManager.default.contents(atPath: file) == before)
      let state = try FileManager.default.contentsOfDirectory(atPath: world.folder.file("shop-state"))
      #expect(state.allSatisfy { $0.hasPrefix("warifud.sqlite") }, "\(state)")
    }
  }

  @Test("restored, an agent goes on with its partner in numbers that neither has used")
  func restore() async throws {
    try await AgentWorld.with { world in
      _ = try await world.create(world.shop)
      let file = try await self.backup(world, "one.sqlite")
      let running = try await world.shop.warifu(["restore", file])
      #expect(running.status == .exited(1) && running.errors.contains("the agent runs"))
      // Two rounds that the backup knows nothing of.
      for _ in 0..<2 {
        _ = try await world.shop.control {
          try await $0.renewRelationship(origin: "ec-1.test", destination: "pay-1.test")
        }
      }
      await world.shop.killAgent()
      let newer = try await world.shop.warifu(["restore", file])
      #expect(newer.status == .exited(1) && newer.errors.contains("--force"), "\(newer.errors)")
      let done = try await world.shop.warifu(["restore", "--json", "--force", file])
      #expect(done.status == .exited(0), "\(done.output)")
      #expect(FileManager.default.fileExists(atPath: try self.replaced(done)))
      // Maybe in the same second: what was put aside before stays.
      let again = try await world.shop.warifu(["restore", "--json", "--force", file])
      #expect(try self.replaced(again) != self.replaced(done))
      #expect(FileManager.default.fileExists(atPath: try self.replaced(done)))

      try await world.shop.startAgent()
      // It signs anew by itself.
      let renewed = try await world.wait(world.shop, "established") { $0.generation > 65_537 }
      let theirs = try await world.wait(world.pay, "established") { $0.generation == renewed.generation }
      #expect(Set(try await world.published()) == Set(renewed.originHalves + renewed.destinationHalves))
      #expect(theirs.originHalves == renewed.originHalves)
    }
  }

  @Test("a relationship that was withdrawn after the backup does not come back to life")
  func withdrawnSince() async throws {
    try await AgentWorld.with { world in
      _ = try await world.create(world.shop)
      let file = try await self.backup(world, "one.sqlite")
      _ = try await world.shop.control {
        try await $0.withdrawRelationship(origin: "ec-1.test", destination: "pay-1.test", reason: "contract ended")
      }
      await world.shop.killAgent()
      #expect(try await world.shop.warifu(["restore", "--force", file]).status == .exited(0))
      try await world.shop.startAgent()
      _ = try await world.wait(world.shop, "withdrawn")
      #expect(try await world.published().isEmpty)
    }
  }

  @Test("what is no backup is refused, and the store stays as it was")
  func garbage() async throws {
    try await AgentWorld.with { world in
      _ = try await world.create(world.shop)
      await world.shop.killAgent()
      let store = world.folder.file("shop-state/warifud.sqlite")
      let before = FileManager.default.contents(atPath: store)
      let file = try world.folder.write("nothing\n", to: "nothing.sqlite")
      let outcome = try await world.shop.warifu(["restore", "--force", file])
      #expect(outcome.status == .exited(1) && outcome.errors.contains("no backup of an agent's store"))
      #expect(FileManager.default.contents(atPath: store) == before)
      try await world.shop.startAgent()
      _ = try await world.wait(world.shop, "established")
    }
  }
}
