import Lab
import Loopback
import Testing

/// Where the browser does not heed it, the extension says so and is not in the way.
enum ChromiumAdvisoryTests {
  @Suite(
    "Chromium in which the user installed the extension", .enabled(if: ChromiumWorld.isPossible, ChromiumWorld.reason),
    .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(3)),
    .inChromium(.byUser))
  struct ByUser {
    @Test("stops nothing, and says so")
    func advises() async throws {
      try await ChromiumAdvisoryTests.advises(because: "no enterprise policy installed it")
    }
  }

  @Suite(
    "Chromium in which a policy installed the extension, without the feature",
    .enabled(if: ChromiumWorld.isPossible, ChromiumWorld.reason),
    .enabled(if: ChromiumWorld.mayMount, ChromiumWorld.unprivileged),
    .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(3)),
    .inChromium(.byPolicyAlone))
  struct ByPolicyAlone {
    @Test("stops nothing, and says so")
    func advises() async throws { try await ChromiumAdvisoryTests.advises(because: "WebRequestSecurityInfo") }
  }

  private static func advises(because reason: String) async throws {
    let browsing = try ChromiumWorld.started()
    let (world, guarded) = (browsing.world, browsing.guarded)
    try await guarded.visit(world.url(.shop, "/checkout"))
    try await guarded.waitUntil(at: world.url(.secure3D, "/"))
    try await guarded.wait(for: "the badge") { try await browsing.badge() == "✓2" }
    #expect(try await browsing.popupText().contains("can only warn"))

    try await guarded.visit(world.url(.shop, "/instalments"))
    try await guarded.waitUntil(at: world.url(.takenOver, "/pay"))
    #expect(browsing.requests(.takenOver, "/pay") == 1)
    try await guarded.wait(for: "the badge") { try await browsing.badge() == "!" }
    let text = try await browsing.popupText()
    #expect(text.contains("can only warn") && text.contains(reason))
    #expect(text.contains("did not let Warifu stop it"))
  }
}
