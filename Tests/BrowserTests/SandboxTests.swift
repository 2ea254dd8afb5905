import Lab
import Loopback
import Testing

/// A document in a sandbox has no origin, so the browser does not say who sends the user on.
@Suite(
  "A page in a sandbox", .enabled(if: BrowserWorld.isPossible, BrowserWorld.reason),
  .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(5)), .inBrowser)
struct SandboxTests {
  @Test("sends nobody on unseen", arguments: SandboxBody.allCases)
  func unseen(body: SandboxBody) async throws { try await BrowserWorld.started().expectNobodySentOnUnseen(by: body) }

  @Test("does not stand in the way of a user who types another address from an ordinary page")
  func typed() async throws {
    let browsing = try BrowserWorld.started()
    try await browsing.guarded.open(browsing.world.url(.shop, "/"))
    try await browsing.guarded.waitUntil(at: browsing.world.url(.shop, "/"))
    try await browsing.guarded.open(browsing.world.url(.stray, "/pay"))
    try await browsing.guarded.waitUntil(at: browsing.world.url(.stray, "/pay"))
  }

  @Test("does not stand in the way of a user who types another address while it is open")
  func typedBeside() async throws {
    let browsing = try BrowserWorld.started()
    browsing.world.web.route(
      LabHost.shop.name, "/with-frame",
      .page("<iframe sandbox=\"allow-scripts allow-top-navigation\" srcdoc=\"<p>advertisement</p>\"></iframe>"))
    try await browsing.guarded.open(browsing.world.url(.shop, "/with-frame"))
    try await browsing.guarded.waitUntil(at: browsing.world.url(.shop, "/with-frame"))
    try await browsing.guarded.open(browsing.world.url(.stray, "/pay"))
    try await browsing.guarded.waitUntil(at: browsing.world.url(.stray, "/pay"))
  }
}
