import AgentControl
import Foundation
import Lab
import Loopback
import Testing

/// A link is a thing of its own: a shop's policy covers it only where it says so.
@Suite(
  "A link that the user activates", .enabled(if: BrowserWorld.isPossible, BrowserWorld.reason),
  .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(5)), .inBrowser)
struct LinkTests {
  @Test(
    "leads anywhere from a shop that does not name links, in this tab and in a new one",
    arguments: ["", " target=_blank"])
  func free(target: String) async throws {
    let browsing = try BrowserWorld.started()
    let tag = UUID().uuidString
    try await self.click(from: .shop, to: .stray, tag, target, by: browsing.guarded)
    try await browsing.guarded.wait(for: "the host that nobody declared") {
      browsing.requests(.stray, "/arrive/\(tag)") > 0
    }
    try await browsing.guarded.closeOtherTabs()
  }

  @Test("is stopped from one that does, and is led on where it is declared", arguments: ["", " target=_blank"])
  func covered(target: String) async throws {
    let browsing = try BrowserWorld.started()
    try await browsing.world.shop.control { agent in
      _ = try await agent.setPolicy(
        host: LabHost.rsaShop.name, record: "v=M2DMRT1; p=enforce; sc=redirect,form,frame,link")
    }
    // The users' resolver has the old policy still.
    try await browsing.withAnother(resolver: browsing.world.authoritativeAddress) { firefox in
      let (good, bad) = (UUID().uuidString, UUID().uuidString)
      try await self.click(from: .rsaShop, to: .rsaPayment, good, target, by: firefox)
      try await firefox.wait(for: "the payment host") { browsing.requests(.rsaPayment, "/arrive/\(good)") > 0 }
      try await firefox.closeOtherTabs()

      try await self.click(from: .rsaShop, to: .stray, bad, target, by: firefox)
      try await firefox.frontTab(isNew: !target.isEmpty)
      try await firefox.waitUntilStopped()
      #expect(browsing.requests(.stray, "/arrive/\(bad)") == 0)
    }
  }

  @Test("that a script clicks is no link but a redirect")
  func byScript() async throws {
    let browsing = try BrowserWorld.started()
    let tag = UUID().uuidString
    let page =
      "<a id=go href=\"\(browsing.world.url(.stray, "/arrive/\(tag)"))\">on</a><script>document.getElementById('go').click()</script>"
    browsing.world.web.route(LabHost.shop.name, "/\(tag)", .page(page))
    try await browsing.guarded.open(browsing.world.url(.shop, "/\(tag)"))
    try await browsing.guarded.waitUntilStopped()
    #expect(browsing.requests(.stray, "/arrive/\(tag)") == 0)
    try await browsing.guarded.closeOtherTabs()
  }

  private func click(
    from origin: LabHost, to host: LabHost, _ tag: String, _ target: String, by firefox: Firefox
  ) async throws {
    let browsing = try BrowserWorld.started()
    browsing.world.web.route(host.name, "/arrive/\(tag)", .page("<h1>\(host.name)</h1>"))
    let link = "<a id=go href=\"\(browsing.world.url(host, "/arrive/\(tag)"))\"\(target)>on</a>"
    browsing.world.web.route(origin.name, "/\(tag)", .page("<!doctype html><h1>Shop</h1>\(link)"))
    try await firefox.open(browsing.world.url(origin, "/\(tag)"))
    try await firefox.waitUntil(at: browsing.world.url(origin, "/\(tag)"))
    try await firefox.click("#go")
  }
}
