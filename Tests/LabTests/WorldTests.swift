import Lab
import Loopback
import Testing

@Suite(
  "A world",
  .enabled(if: KnotServer.isInstalled && UnboundServer.isInstalled, "knotd and unbound are needed: make setup"))
struct WorldTests {
  @Test("starts, verifies its first chain, and leaves neither processes nor its folder")
  func startAndStop() async throws {
    let world = try await World.start(programs: .find())
    let outcome = try await world.verify([world.url(.shop, "/checkout")])
    #expect(outcome.words == "verified")
    #expect(outcome.visited == ["ec-1.test", "pay-1.test", "acs-1.test"])
    let folder = world.folder.path
    #expect(!LeftBehind.processes(of: folder).isEmpty)
    await world.stop()
    #expect(await LeftBehind.afterEnd(of: folder) == [])
  }
}
