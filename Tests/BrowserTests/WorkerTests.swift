import Foundation
import Lab
import Loopback
import Testing

@Suite(
  "A destination with a service worker from an earlier visit",
  .enabled(if: BrowserWorld.isPossible, BrowserWorld.reason),
  .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(3)), .inBrowser)
struct WorkerTests {
  private func install(at host: LabHost, by firefox: Firefox) async throws {
    let browsing = try BrowserWorld.started()
    browsing.world.web.route(
      host.name, "/worker.js",
      WebReply(
        200, headers: [("Content-Type", "text/javascript")],
        body: """
          addEventListener("install", () => skipWaiting());
          addEventListener("activate", (event) => event.waitUntil(clients.claim()));
          addEventListener("fetch", (event) => event.respondWith(
            new Response("<title>worker</title><h1>from the worker</h1>", { headers: { "Content-Type": "text/html" } })));
          """))
    browsing.world.web.route(
      host.name, "/with-worker",
      .page(
        "<script>navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready)"
          + ".then(() => { document.title = 'ready' })</script>"))
    try await firefox.visit(browsing.world.url(host, "/with-worker"))
    // Where it was installed before, it answers for this page too.
    try await firefox.wait(for: "the worker") {
      try await firefox.run("return ['ready', 'worker'].includes(document.title)")
    }
  }

  @Test("is stopped before its worker shows anything, where nobody declared it")
  func stopped() async throws {
    let browsing = try BrowserWorld.started()
    try await self.install(at: .stray, by: browsing.guarded)
    try await browsing.guarded.visit(browsing.world.url(.shop, "/offer"))
    try await browsing.guarded.waitUntilStopped()

    try await self.install(at: .stray, by: browsing.plain)
    try await browsing.plain.visit(browsing.world.url(.shop, "/offer"))
    try await browsing.plain.wait(for: "the worker's page") {
      try await browsing.plain.run("return document.title === 'worker'")
    }
  }

  @Test("is not shown to whom a page in a sandbox sent there")
  func fromSandbox() async throws {
    let browsing = try BrowserWorld.started()
    browsing.world.web.route(
      LabHost.shop.name, "/sandboxed",
      SandboxBody.script.page(to: browsing.world.url(.stray, "/in-worker")))
    for firefox in [browsing.plain, browsing.guarded] {
      try await self.install(at: .stray, by: firefox)
      try await firefox.visit(browsing.world.url(.shop, "/sandboxed"))
      if firefox === browsing.plain {
        try await firefox.wait(for: "the worker's page") { try await firefox.run("return document.title === 'worker'") }
      } else {
        try await firefox.waitUntilStopped()
      }
    }
  }

  @Test("that is the shop's own sends nobody on unseen")
  func redirecting() async throws {
    let browsing = try BrowserWorld.started()
    let target = browsing.world.url(.rented, "/by-worker")
    browsing.world.web.route(LabHost.rented.name, "/by-worker", .page("there"))
    browsing.world.web.route(
      LabHost.shop.name, "/worker.js",
      WebReply(
        200, headers: [("Content-Type", "text/javascript")],
        body: """
          addEventListener("install", () => skipWaiting());
          addEventListener("activate", (event) => event.waitUntil(clients.claim()));
          addEventListener("fetch", (event) => {
            if (event.request.url.endsWith("/by-worker")) event.respondWith(Response.redirect("\(target)"));
          });
          """))
    browsing.world.web.route(
      LabHost.shop.name, "/with-worker",
      .page(
        "<script>navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready)"
          + ".then(() => { document.title = 'ready' })</script>"))
    for firefox in [browsing.plain, browsing.guarded] {
      try await firefox.visit(browsing.world.url(.shop, "/with-worker"))
      try await firefox.wait(for: "the worker") { try await firefox.run("return document.title === 'ready'") }
      try await firefox.visit(browsing.world.url(.shop, "/by-worker"))
      if firefox === browsing.plain {
        try await firefox.waitUntil(at: target)
      } else {
        try await firefox.waitUntilStopped()
      }
      #expect(browsing.requests(.rented, "/by-worker") == 1)
    }
  }
}
