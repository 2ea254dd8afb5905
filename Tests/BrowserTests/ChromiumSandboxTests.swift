import Foundation
import Lab
import Loopback
import Testing

/// A document in a sandbox has no origin, so Chromium names none for where it leads.
@Suite(
  "A page in a sandbox, in Chromium", .enabled(if: ChromiumWorld.isPossible, ChromiumWorld.reason),
  .enabled(if: ChromiumWorld.mayMount, ChromiumWorld.unprivileged),
  .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(5)),
  .inChromium(.enforcing))
struct ChromiumSandboxTests {
  @Test("sends nobody on unseen", arguments: SandboxBody.allCases)
  func unseen(body: SandboxBody) async throws { try await ChromiumWorld.started().expectNobodySentOnUnseen(by: body) }

  @Test("sends nobody on unseen when the extension's worker has been idle")
  func worker() async throws {
    let browsing = try ChromiumWorld.started()
    let (path, begin) = ("/arrive/\(UUID().uuidString)", "/way/\(UUID().uuidString)")
    browsing.world.web.route(
      LabHost.shop.name, begin,
      WebReply(
        200,
        headers: [
          (name: "Content-Type", value: "text/html"),
          (name: "Content-Security-Policy", value: "sandbox allow-scripts allow-top-navigation"),
        ], body: "<script>function leave() { location.href = '\(browsing.world.url(.stray, path))' }</script>"))
    try await browsing.guarded.visit(browsing.world.url(.shop, begin))
    try await browsing.guarded.waitUntil(at: browsing.world.url(.shop, begin))
    try await browsing.endWorker()
    let _: Bool = try await browsing.guarded.run("setTimeout(leave, 100); return true")
    try await browsing.guarded.waitUntilStopped()
    #expect(browsing.requests(.stray, path) == 0)
  }

  @Test("sends nobody on unseen in a tab that a page without a policy opened")
  func opened() async throws {
    let browsing = try ChromiumWorld.started()
    let (begin, path) = SandboxBody.script.lay(to: .stray, in: browsing.world)
    let opening = "/open/\(UUID().uuidString)"
    browsing.world.web.route(
      LabHost.corner.name, opening,
      .page("<button id=go onclick=\"window.open('\(browsing.world.url(.shop, begin))')\">Shop</button>"))
    try await browsing.guarded.visit(browsing.world.url(.corner, opening))
    try await browsing.guarded.waitUntil(at: browsing.world.url(.corner, opening))
    try await browsing.guarded.click("#go")
    try await browsing.guarded.turnToNewTab()
    try await browsing.guarded.waitUntilStopped()
    #expect(browsing.requests(.stray, path) == 0)
  }

  @Test("does not stand in the way of a user who types another address while it is open")
  func typedBeside() async throws {
    let browsing = try ChromiumWorld.started()
    browsing.world.web.route(
      LabHost.shop.name, "/with-frame",
      .page("<iframe sandbox=\"allow-scripts allow-top-navigation\" srcdoc=\"<p>advertisement</p>\"></iframe>"))
    try await browsing.guarded.visit(browsing.world.url(.shop, "/with-frame"))
    try await browsing.guarded.waitUntil(at: browsing.world.url(.shop, "/with-frame"))
    try await browsing.guarded.open(browsing.world.url(.stray, "/pay"))
    try await browsing.guarded.waitUntil(at: browsing.world.url(.stray, "/pay"))
  }
}
