import Foundation
import Lab
import Loopback
import Testing

/// Installed by enterprise policy, with the browser's feature that shows it certificates.
@Suite(
  "Chromium that is let enforce", .enabled(if: ChromiumWorld.isPossible, ChromiumWorld.reason),
  .enabled(if: ChromiumWorld.mayMount, ChromiumWorld.unprivileged),
  .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(10)),
  .inChromium(.enforcing))
struct ChromiumTests {
  @Test("sends no request to a payment host whose name somebody took over; without the extension it does")
  func takenOver() async throws {
    let browsing = try ChromiumWorld.started()
    let (world, guarded) = (browsing.world, browsing.guarded)
    try await browsing.plain.visit(world.url(.shop, "/instalments"))
    try await browsing.plain.waitUntil(at: world.url(.takenOver, "/pay"))
    #expect(browsing.requests(.takenOver, "/pay") == 1)

    try await guarded.visit(world.url(.shop, "/instalments"))
    try await guarded.waitUntilStopped()
    let text: String = try await guarded.run("return document.body.innerText")
    #expect(text.contains("ec-1.test") && text.contains("pay-2.test"))
    #expect(try await guarded.run("return document.getElementById('onward').hidden"))
    try await guarded.wait(for: "the badge") { try await browsing.badge() == "!" }
    #expect(browsing.requests(.takenOver, "/pay") == 1)

    try await guarded.visit(world.url(.shop, "/checkout"))
    try await guarded.waitUntil(at: world.url(.secure3D, "/"))
    try await guarded.wait(for: "the badge") { try await browsing.badge() == "✓2" }
    #expect(browsing.requests(.payment, "/") == 1)
    #expect(try await !browsing.popupText().contains("can only warn"))
  }

  @Test("goes where the user wants to go all the same, once")
  func goOn() async throws { try await ChromiumWorld.started().expectGoingOnOnce() }

  @Test(
    "stops every way that leads to a host that nobody declared, and none that leads to a declared one",
    arguments: Way.allCases)
  func every(way: Way) async throws {
    let browsing = try ChromiumWorld.started()
    for (chromium, destination) in [
      (browsing.plain, LabHost.stray), (browsing.guarded, .payment), (browsing.guarded, .stray),
    ] {
      let tag = UUID().uuidString
      let path = "/arrive/\(tag)"
      browsing.world.web.route(destination.name, path, .page("<title>there</title><h1>there</h1>"))
      let begin = way.lay(from: .shop, to: browsing.world.url(destination, path), on: browsing.world.web, tag: tag)
      try await chromium.visit(browsing.world.url(.shop, begin))
      try await chromium.take(way, from: browsing.world.url(.shop, begin))
      guard chromium === browsing.guarded, destination == .stray else {
        try await chromium.wait(for: "the destination") { browsing.requests(destination, path) == 1 }
        continue
      }
      if way.isInFrame {
        try await chromium.waitUntilFrameStopped()
      } else {
        if way.isInNewWindow { try await chromium.turnToNewTab() }
        try await chromium.waitUntilStopped()
      }
      #expect(browsing.requests(.stray, path) == 0)
    }
  }
}
