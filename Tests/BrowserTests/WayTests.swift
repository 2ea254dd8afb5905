import Foundation
import Lab
import Loopback
import Testing

@Suite(
  "From a shop that enforces, users come", .enabled(if: BrowserWorld.isPossible, BrowserWorld.reason),
  .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(10)), .inBrowser)
struct WayTests {
  @Test("to its own payment host and to no other, by", arguments: Way.allCases)
  func way(_ way: Way) async throws {
    let browsing = try BrowserWorld.started()
    let tag = UUID().uuidString

    // Without the extension the wrong host is reached: the way works.
    let plainPath = try await self.go(way, to: .stray, by: browsing.plain, "plain-\(tag)")
    try await browsing.plain.wait(for: "the host that nobody declared") { browsing.requests(.stray, plainPath) > 0 }
    try await browsing.plain.closeOtherTabs()

    // With it, the right one is, with all that was sent.
    let goodPath = try await self.go(way, to: .payment, by: browsing.guarded, "good-\(tag)")
    try await browsing.guarded.wait(for: "the payment host") { browsing.requests(.payment, goodPath) > 0 }
    if way.isPost {
      try await browsing.guarded.wait(for: "the form") { browsing.world.web.posts.contains { $0.path == goodPath } }
      let post = try #require(browsing.world.web.posts.last { $0.path == goodPath })
      #expect(String(decoding: post.body, as: UTF8.self) == "order=47+%3C11%3E+%C3%A9")
    }
    try await browsing.guarded.frontTab(isNew: way.isInNewWindow)
    try await browsing.guarded.wait(for: "the badge") { try await browsing.guarded.badge() == "✓1" }
    try await browsing.guarded.closeOtherTabs()

    // And the wrong one is not.
    let badPath = try await self.go(way, to: .stray, by: browsing.guarded, "bad-\(tag)")
    try await browsing.guarded.frontTab(isNew: way.isInNewWindow)
    if way.isInFrame {
      try await browsing.guarded.wait(for: "the notice in the frame") { try await browsing.guarded.badge() == "!" }
    } else {
      try await browsing.guarded.waitUntilStopped()
      try await browsing.guarded.wait(for: "the badge") { try await browsing.guarded.badge() == "!" }
    }
    #expect(browsing.requests(.stray, badPath) == 0)
    try await browsing.guarded.closeOtherTabs()
  }

  /// - Returns: the path at the other host.
  private func go(_ way: Way, to host: LabHost, by firefox: Firefox, _ tag: String) async throws -> String {
    let browsing = try BrowserWorld.started()
    let path = "/arrive/\(tag)"
    browsing.world.web.route(host.name, path, .page("<title>there</title><h1>\(host.name)</h1>"))
    let begin = way.lay(from: .shop, to: browsing.world.url(host, path), on: browsing.world.web, tag: tag)
    try await firefox.open(browsing.world.url(.shop, begin))
    try await firefox.take(way, from: browsing.world.url(.shop, begin))
    return path
  }
}
