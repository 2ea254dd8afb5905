import Foundation
import Lab
import Loopback
import Testing

@Suite(
  "When something fails", .enabled(if: BrowserWorld.isPossible, BrowserWorld.reason),
  .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(5)), .inBrowser)
struct FailureTests {
  /// A resolver that can be made to fail, and a browser that asks nobody else.
  private func withFaults(
    host: String? = nil, folder: TemporaryFolder? = nil,
    _ body: (BrowserWorld, Firefox, DNSFaultProxy) async throws -> Void
  ) async throws {
    let browsing = try BrowserWorld.started()
    let knot = browsing.world.knot
    let proxy = try await DNSFaultProxy.start(before: (knot.address, knot.port))
    let address = "\(proxy.address):\(proxy.port)"
    try await browsing.withAnother(resolver: address, fresh: address, folder: folder, host: host) { firefox in
      try await body(browsing, firefox, proxy)
    }
    await proxy.stop()
  }

  private func redirect(from host: LabHost, to destination: LabHost) throws -> (url: String, path: String) {
    let browsing = try BrowserWorld.started()
    let tag = UUID().uuidString
    browsing.world.web.route(destination.name, "/arrive/\(tag)", .page("<h1>there</h1>"))
    browsing.world.web.route(
      host.name, "/way/\(tag)", .redirect(to: browsing.world.url(destination, "/arrive/\(tag)")))
    return (browsing.world.url(host, "/way/\(tag)"), "/arrive/\(tag)")
  }

  @Test("and the resolver is it, a protected shop's users stop and others go on")
  func resolver() async throws {
    try await self.withFaults { browsing, firefox, proxy in
      // The shop's policy is known from before.
      let good = try self.redirect(from: .shop, to: .payment)
      try await firefox.visit(good.url)
      try await firefox.waitUntil(at: browsing.world.url(.payment, good.path))
      proxy.faults = DNSFaults(dropped: ["."])

      let bad = try self.redirect(from: .shop, to: .rented)
      try await firefox.visit(bad.url)
      try await firefox.waitUntilStopped()
      #expect(browsing.requests(.rented, bad.path) == 0)
      #expect(try await firefox.run("return document.body.innerText.includes('could not be found out')"))

      let ordinary = try self.redirect(from: .corner, to: .rented)
      try await firefox.visit(ordinary.url)
      try await firefox.waitUntil(at: browsing.world.url(.rented, ordinary.path))
    }
  }

  @Test("and the native host is killed while it works, another one is asked")
  func killedOnce() async throws {
    try await self.withFaults { browsing, firefox, proxy in
      let first = try self.redirect(from: .shop, to: .payment)
      try await firefox.visit(first.url)
      try await firefox.waitUntil(at: browsing.world.url(.payment, first.path))

      proxy.faults = DNSFaults(delay: .milliseconds(700))
      let queries = proxy.queries.count
      let good = try self.redirect(from: .rsaShop, to: .rsaPayment)
      try await firefox.visit(good.url)
      try await firefox.wait(for: "a question about the hop") { proxy.queries.count > queries }
      let hosts = firefox.children(of: browsing.world.programs.browserHost)
      #expect(hosts.count == 1)
      proxy.faults = DNSFaults()
      for host in hosts { kill(host, SIGKILL) }
      try await firefox.waitUntil(at: browsing.world.url(.rsaPayment, good.path))
      try await firefox.wait(for: "the badge") { try await firefox.badge() == "✓1" }
    }
  }

  @Test("and there is no native host any more, a protected shop's users stop and others go on")
  func gone() async throws {
    let folder = try TemporaryFolder()
    defer { folder.close() }
    let browsing = try BrowserWorld.started()
    let host = folder.file("host")
    try FileManager.default.copyItem(atPath: browsing.world.programs.browserHost, toPath: host)
    try await self.withFaults(host: host, folder: folder) { browsing, firefox, _ in
      let good = try self.redirect(from: .shop, to: .payment)
      try await firefox.visit(good.url)
      try await firefox.waitUntil(at: browsing.world.url(.payment, good.path))
      let hosts = firefox.children(of: host)
      try FileManager.default.removeItem(atPath: host)
      for host in hosts { kill(host, SIGKILL) }

      let bad = try self.redirect(from: .shop, to: .payment)
      try await firefox.visit(bad.url)
      try await firefox.waitUntilStopped()
      #expect(browsing.requests(.payment, bad.path) == 0)

      let ordinary = try self.redirect(from: .corner, to: .stray)
      try await firefox.visit(ordinary.url)
      try await firefox.waitUntil(at: browsing.world.url(.stray, ordinary.path))
    }
  }
}
