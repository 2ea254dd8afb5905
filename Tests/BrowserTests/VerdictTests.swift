import Foundation
import Lab
import Loopback
import Testing

@Suite(
  "What the browser does with each verdict", .enabled(if: BrowserWorld.isPossible, BrowserWorld.reason),
  .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(5)), .inBrowser)
struct VerdictTests {
  struct Stop: Sendable, CustomTestStringConvertible {
    let origin: LabHost
    let path: String
    let destination: LabHost
    let arrival: String
    /// Whether the user may go on all the same.
    let mayGoOn: Bool
    let testDescription: String

    init(
      _ name: String, _ origin: LabHost, _ path: String, _ destination: LabHost, _ arrival: String = "/pay",
      mayGoOn: Bool
    ) {
      self.testDescription = name
      (self.origin, self.path, self.destination, self.arrival) = (origin, path, destination, arrival)
      self.mayGoOn = mayGoOn
    }
  }

  @Test(
    "it stops, and nothing reaches the destination:",
    arguments: [
      Stop("undeclared", .shop, "/offer", .stray, mayGoOn: true),
      Stop("another key", .shop, "/instalments", .takenOver, mayGoOn: false),
      Stop("an altered answer", .altered, "/checkout", .payment, mayGoOn: false),
      Stop("an old declaration", .replaying, "/checkout", .payment, mayGoOn: true),
      Stop("one half only", .half, "/checkout", .payment, mayGoOn: true),
      Stop("a host that demands declarations", .corner, "/checkout", .demanding, mayGoOn: true),
      Stop("an unsigned shop before such a host", .unsigned, "/premium", .demanding, mayGoOn: true),
      Stop("a shop whose names give no answer, before such a host", .quiet, "/checkout", .demanding, mayGoOn: true),
    ])
  func stopped(_ stop: Stop) async throws {
    let browsing = try BrowserWorld.started()
    let before = browsing.requests(stop.destination, stop.arrival)
    try await browsing.plain.visit(browsing.world.url(stop.origin, stop.path))
    try await browsing.plain.waitUntil(at: browsing.world.url(stop.destination, stop.arrival))
    #expect(browsing.requests(stop.destination, stop.arrival) == before + 1)

    try await browsing.guarded.visit(browsing.world.url(stop.origin, stop.path))
    try await browsing.guarded.waitUntilStopped()
    #expect(browsing.requests(stop.destination, stop.arrival) == before + 1)
    #expect(try await browsing.guarded.run("return !document.getElementById('onward').hidden") == stop.mayGoOn)
  }

  @Test("it goes where the user wants to go all the same, once")
  func goOn() async throws { try await BrowserWorld.started().expectGoingOnOnce() }

  @Test("it sends a form again that the user wants to send all the same, from the page itself")
  func goOnWithForm() async throws {
    let browsing = try BrowserWorld.started()
    let (path, tag) = ("/arrive/form", UUID().uuidString)
    browsing.world.web.route(LabHost.stray.name, path, .page("<h1>there</h1>"))
    let begin = Way.form.lay(from: .shop, to: browsing.world.url(.stray, path), on: browsing.world.web, tag: tag)
    try await browsing.guarded.visit(browsing.world.url(.shop, begin))
    try await browsing.guarded.waitUntil(at: browsing.world.url(.shop, begin))
    try await browsing.guarded.click("#go")
    try await browsing.guarded.waitUntilStopped()
    try await browsing.guarded.click("#details summary")
    try await browsing.guarded.click("#goOn")
    try await browsing.guarded.waitUntil(at: browsing.world.url(.shop, begin))
    #expect(browsing.requests(.stray, path) == 0)
    try await browsing.guarded.click("#go")
    try await browsing.guarded.waitUntil(at: browsing.world.url(.stray, path))
    #expect(browsing.world.web.posts.last?.path == path)
  }

  @Test("it leads back to the shop")
  func goBack() async throws {
    let browsing = try BrowserWorld.started()
    let tag = UUID().uuidString
    let begin = Way.formGET.lay(from: .shop, to: browsing.world.url(.stray, "/pay"), on: browsing.world.web, tag: tag)
    try await browsing.guarded.visit(browsing.world.url(.shop, begin))
    try await browsing.guarded.waitUntil(at: browsing.world.url(.shop, begin))
    try await browsing.guarded.click("#go")
    try await browsing.guarded.waitUntilStopped()
    try await browsing.guarded.click("#back")
    try await browsing.guarded.waitUntil(at: browsing.world.url(.shop, begin))
  }

  @Test(
    "it goes on, and says nothing good, where nobody demands a declaration",
    arguments: [
      (LabHost.corner, "/offer", LabHost.stray), (.unsigned, "/checkout", .payment),
    ])
  func followed(origin: LabHost, path: String, destination: LabHost) async throws {
    let browsing = try BrowserWorld.started()
    try await browsing.guarded.visit(browsing.world.url(origin, path))
    try await browsing.guarded.waitUntil(at: browsing.world.url(destination, "/pay"))
    try await browsing.guarded.wait(for: "no badge") { try await browsing.guarded.badge() == "" }
  }

  @Test("it stops before http and before a bare address", arguments: ["/plain", "/number"])
  func noKey(path: String) async throws {
    let browsing = try BrowserWorld.started()
    let (web, plain) = (browsing.world.web.requests.count, browsing.world.plainWeb.requests.count)
    try await browsing.guarded.visit(browsing.world.url(.shop, path))
    try await browsing.guarded.waitUntilStopped()
    #expect(browsing.world.plainWeb.requests.count == plain)
    #expect(browsing.world.web.requests.dropFirst(web).allSatisfy { $0.host == LabHost.shop.name })
  }
}
