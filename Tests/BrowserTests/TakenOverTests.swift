import Lab
import Loopback
import Testing

/// Runs with every test: the first that must hold.
@Suite(
  "A payment host whose name somebody took over", .enabled(if: BrowserWorld.isPossible, BrowserWorld.reason),
  .serialized,
  .timeLimit(.minutes(3)), .inBrowser)
struct TakenOverTests {
  @Test(
    "gets no request from the guarded browser, which explains it and offers no way on; without the extension it does")
  func takenOver() async throws {
    let browsing = try BrowserWorld.started()
    let world = browsing.world

    try await browsing.plain.open(world.url(.shop, "/instalments"))
    try await browsing.plain.waitUntil(at: world.url(.takenOver, "/pay"))
    #expect(browsing.requests(.takenOver, "/pay") == 1)

    try await browsing.guarded.open(world.url(.shop, "/instalments"))
    try await browsing.guarded.waitUntilStopped()
    let text: String = try await browsing.guarded.run("return document.body.innerText")
    #expect(text.contains("ec-1.test") && text.contains("pay-2.test"))
    #expect(try await browsing.guarded.run("return document.activeElement.id") == "back")
    #expect(try await browsing.guarded.run("return document.getElementById('onward').hidden"))
    try await browsing.guarded.wait(for: "the badge") { try await browsing.guarded.badge() == "!" }
    #expect(browsing.requests(.takenOver, "/pay") == 1)

    try await browsing.guarded.open(world.url(.shop, "/checkout"))
    try await browsing.guarded.waitUntil(at: world.url(.secure3D, "/"))
    try await browsing.guarded.wait(for: "the badge") { try await browsing.guarded.badge() == "✓2" }
    #expect(browsing.requests(.payment, "/") == 1)
  }
}
