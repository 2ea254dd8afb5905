import Foundation
import Lab
import Loopback
import Testing

/// A document in a sandbox has no origin, so the browser does not say who sends the user on.
@Suite(
  "A page in a sandbox", .enabled(if: BrowserWorld.isPossible, BrowserWorld.reason),
  .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(5)), .inBrowser)
struct SandboxTests {
  enum Body: String, CaseIterable, Sendable {
    case script, form, metaRefresh, frame, attributeRemoved, addressChanged, dataFrame
  }

  @Test("sends nobody on unseen", arguments: Body.allCases)
  func unseen(body: Body) async throws {
    let browsing = try BrowserWorld.started()
    for (firefox, destination) in [
      (browsing.plain, LabHost.stray), (browsing.guarded, .payment), (browsing.guarded, .stray),
    ] {
      let tag = UUID().uuidString
      let target = browsing.world.url(destination, "/arrive/\(tag)")
      browsing.world.web.route(destination.name, "/arrive/\(tag)", .page("<h1>there</h1>"))
      self.lay(body, target, "/way/\(tag)")
      try await firefox.visit(browsing.world.url(.shop, "/way/\(tag)"))
      if firefox === browsing.guarded, destination == .stray {
        try await firefox.waitUntilStopped()
        #expect(browsing.requests(.stray, "/arrive/\(tag)") == 0)
      } else {
        try await firefox.wait(for: "the destination") { browsing.requests(destination, "/arrive/\(tag)") == 1 }
      }
    }
  }

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

  private func lay(_ body: Body, _ target: String, _ path: String) {
    guard let web = BrowserWorld.current?.world.web else { return }
    let html =
      switch body {
      case .script: "<script>setTimeout(() => { location.href = '\(target)' }, 100)</script>"
      case .form:
        "<form method=post action=\"\(target)\"></form><script>setTimeout(() => document.forms[0].submit(), 100)</script>"
      case .metaRefresh: "<meta http-equiv=refresh content=\"0; url=\(target)\">"
      case .attributeRemoved:
        "<script>const f = document.createElement('iframe'); f.sandbox = 'allow-scripts allow-top-navigation'; "
          + "f.srcdoc = \"<script>setTimeout(() => { top.location = '\(target)' }, 300)<\\/script>\"; "
          + "document.body.append(f); setTimeout(() => f.removeAttribute('sandbox'), 50)</script>"
      case .addressChanged:
        "<script>history.pushState(null, '', '/elsewhere')</script>"
          + "<iframe sandbox=\"allow-scripts allow-top-navigation\" "
          + "srcdoc=\"<script>setTimeout(() => { top.location = '\(target)' }, 100)</script>\"></iframe>"
      case .dataFrame:
        "<iframe sandbox=\"allow-scripts allow-forms allow-top-navigation\" src=\"data:text/html,<form method=post target=_top "
          + "action='\(target)'></form><script>setTimeout(() => document.forms[0].submit(), 100)</script>\"></iframe>"
      case .frame:
        "<iframe sandbox=\"allow-scripts allow-top-navigation\" "
          + "srcdoc=\"<script>setTimeout(() => { top.location = '\(target)' }, 100)</script>\"></iframe>"
      }
    var headers = [(name: "Content-Type", value: "text/html")]
    if [.script, .form, .metaRefresh].contains(body) {
      headers.append((name: "Content-Security-Policy", value: "sandbox allow-scripts allow-forms allow-top-navigation"))
    }
    web.route(LabHost.shop.name, path, WebReply(200, headers: headers, body: "<!doctype html><h1>Shop</h1>\(html)"))
  }
}
