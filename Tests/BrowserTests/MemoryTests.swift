import Foundation
import Lab
import Loopback
import Testing

@Suite(
  "What the browser has from before", .enabled(if: BrowserWorld.isPossible, BrowserWorld.reason),
  .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(5)), .inBrowser)
struct MemoryTests {
  @Test("a page in its cache sends users on as one that was fetched", arguments: [LabHost.payment, .stray])
  func cached(destination: LabHost) async throws {
    let browsing = try BrowserWorld.started()
    let firefox = browsing.guarded
    let tag = UUID().uuidString
    let target = browsing.world.url(destination, "/arrive/\(tag)")
    browsing.world.web.route(destination.name, "/arrive/\(tag)", .page("<h1>there</h1>"))
    browsing.world.web.route(
      LabHost.shop.name, "/way/\(tag)",
      WebReply(
        200, headers: [("Content-Type", "text/html"), ("Cache-Control", "max-age=600")],
        body: "<form method=post action=\"\(target)\"><button id=go>Pay</button></form>"))
    for round in 1...2 {
      try await firefox.visit(browsing.world.url(.shop, "/way/\(tag)"))
      try await firefox.waitUntil(at: browsing.world.url(.shop, "/way/\(tag)"))
      #expect(browsing.requests(.shop, "/way/\(tag)") == 1)
      try await firefox.click("#go")
      if destination == .payment {
        try await firefox.waitUntil(at: target)
        try await firefox.wait(for: "the badge") { try await firefox.badge() == "✓1" }
        #expect(browsing.requests(destination, "/arrive/\(tag)") == round)
      } else {
        try await firefox.waitUntilStopped()
        #expect(browsing.requests(destination, "/arrive/\(tag)") == 0)
      }
    }
  }

  @Test("back and forward lead where they led, and past nothing that was stopped")
  func history() async throws {
    let browsing = try BrowserWorld.started()
    let firefox = browsing.guarded
    let tag = UUID().uuidString
    let good = browsing.world.url(.payment, "/arrive/\(tag)")
    browsing.world.web.route(LabHost.payment.name, "/arrive/\(tag)", .page("<h1>there</h1>"))
    let begin = Way.form303.lay(from: .shop, to: good, on: browsing.world.web, tag: tag)
    try await firefox.visit(browsing.world.url(.shop, begin))
    try await firefox.waitUntil(at: browsing.world.url(.shop, begin))
    try await firefox.click("#go")
    try await firefox.waitUntil(at: good)
    let _: Marionette.Ignored = try await firefox.marionette.call("WebDriver:Back")
    try await firefox.waitUntil(at: browsing.world.url(.shop, begin))
    let _: Marionette.Ignored = try await firefox.marionette.call("WebDriver:Forward")
    try await firefox.waitUntil(at: good)

    let bad = "/arrive/bad-\(tag)"
    browsing.world.web.route(LabHost.stray.name, bad, .page("<h1>there</h1>"))
    let other = Way.form.lay(
      from: .shop, to: browsing.world.url(.stray, bad), on: browsing.world.web, tag: "bad-\(tag)")
    try await firefox.visit(browsing.world.url(.shop, other))
    try await firefox.waitUntil(at: browsing.world.url(.shop, other))
    try await firefox.click("#go")
    try await firefox.waitUntilStopped()
    let _: Marionette.Ignored = try await firefox.marionette.call("WebDriver:Back")
    try await firefox.waitUntil(at: browsing.world.url(.shop, other))
    let _: Marionette.Ignored = try await firefox.marionette.call("WebDriver:Forward")
    try await firefox.waitUntilStopped()
    #expect(browsing.requests(.stray, bad) == 0)
  }

  @Test("a private window is guarded too, and nothing of it is written down")
  func hidden() async throws {
    let browsing = try BrowserWorld.started()
    let folder = try TemporaryFolder()
    defer { folder.close() }
    try await browsing.withAnother(folder: folder) { firefox in
      let _: Bool = try await firefox.runInBrowser("OpenBrowserWindow({ private: true }); return true")
      try await firefox.frontTab(isNew: true)
      try await firefox.visit(browsing.world.url(.shop, "/checkout"))
      try await firefox.waitUntil(at: browsing.world.url(.secure3D, "/"))
      try await firefox.visit(browsing.world.url(.shop, "/instalments"))
      try await firefox.waitUntilStopped()
      try await firefox.closeOtherTabs()
      // More than the second after which it is written.
      try await Task.sleep(for: .seconds(2))
      let file = folder.file("guarded/state/warifu/browser/policies.json")
      #expect((try? String(contentsOfFile: file, encoding: .utf8))?.contains(LabHost.shop.name) != true)

      // The same in an ordinary window is: so the check can fail.
      try await firefox.visit(browsing.world.url(.shop, "/checkout"))
      try await firefox.waitUntil(at: browsing.world.url(.secure3D, "/"))
      try await firefox.wait(for: "the file") {
        try String(contentsOfFile: file, encoding: .utf8).contains(LabHost.shop.name)
      }
    }
  }
}
