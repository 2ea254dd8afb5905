import Foundation
import Lab
import Loopback
import Testing

@Suite(
  "On a way where nothing can be proved", .enabled(if: BrowserWorld.isPossible, BrowserWorld.reason),
  .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(5)), .inBrowser)
struct PathTests {
  private func withResolver(_ body: (BrowserWorld, DNSFaultProxy, String) async throws -> Void) async throws {
    let browsing = try BrowserWorld.started()
    let proxy = try await DNSFaultProxy.start(before: (browsing.world.knot.address, browsing.world.knot.port))
    try await body(browsing, proxy, "\(proxy.address):\(proxy.port)")
    await proxy.stop()
  }

  @Test(
    "since the browser has a proxy, nobody is asked beside it, and the popup says why nothing was checked",
    arguments: [("HTTP", "A proxy is set in this browser"), ("SOCKS", "Tor or a SOCKS proxy")])
  func proxy(kind: String, words: String) async throws {
    try await self.withResolver { browsing, names, address in
      let proxy = try await TunnelProxy.start()
      var preferences = ["network.proxy.type": "1", "network.proxy.allow_hijacking_localhost": "true"]
      if kind == "HTTP" {
        preferences["network.proxy.ssl"] = "\"127.0.0.1\""
        preferences["network.proxy.ssl_port"] = "\(proxy.port)"
      } else {
        preferences["network.proxy.socks"] = "\"127.0.0.1\""
        preferences["network.proxy.socks_port"] = "\(proxy.port)"
        preferences["network.proxy.socks_remote_dns"] = "true"
      }
      try await browsing.withAnother(resolver: address, fresh: address, preferences: preferences) { firefox in
        let (queries, handshakes) = (names.queries.count, browsing.world.web.handshakes)
        try await firefox.visit(browsing.world.url(.shop, "/offer"))
        try await firefox.waitUntil(at: browsing.world.url(.stray, "/pay"))
        #expect(try await firefox.popupText().contains(words))
        #expect(try await firefox.badge() == "")
        #expect(names.queries.count == queries)
        // One for each host, by the browser; whatever else it opens goes through the proxy as well.
        #expect(browsing.world.web.handshakes - handshakes <= proxy.targets.count)
        #expect(proxy.targets.contains { $0.hasPrefix(LabHost.stray.name) })
      }
      await proxy.stop()
    }
  }

  @Test("since a root that is not built in has signed what it shows, the popup names that root and nothing is stopped")
  func intercepted() async throws {
    let browsing = try BrowserWorld.started()
    let folder = try TemporaryFolder()
    defer { folder.close() }
    let settings =
      BrowserWorld.settings(browsing.world).split(separator: "\n").filter { !$0.hasPrefix("roots") }
      .joined(separator: "\n") + "\n"
    let firefox = try await BrowserWorld.guarded(browsing.world, in: folder, settings: settings)
    do {
      try await firefox.visit(browsing.world.url(.shop, "/instalments"))
      try await firefox.waitUntil(at: browsing.world.url(.takenOver, "/pay"))
      let text = try await firefox.popupText()
      #expect(text.contains("root certificate that was added to this browser") && text.contains("Warifu Demo Root"))
    } catch {
      await firefox.stop()
      throw error
    }
    await firefox.stop()
  }

  @Test("since the network wants a sign-in first, the popup says so and nothing is stopped")
  func captivePortal() async throws {
    let browsing = try BrowserWorld.started()
    let portal = try await HTTPSServer.start(port: Int(FreePort.find()), tls: false)
    portal.route("127.0.0.1", "/", .page("<h1>Sign in</h1>"))
    let preferences = [
      "network.captive-portal-service.enabled": "true",
      "captivedetect.canonicalURL": "\"http://127.0.0.1:\(portal.port)/\"",
      "network.captive-portal-service.minInterval": "500",
    ]
    try await browsing.withAnother(preferences: preferences) { firefox in
      let _: Bool = try await firefox.runInBrowser(
        "Cc['@mozilla.org/network/captive-portal-service;1'].getService(Ci.nsICaptivePortalService).recheckCaptivePortal(); return true"
      )
      try await firefox.wait(for: "the portal") { !portal.requests.isEmpty }
      try await firefox.wait(for: "the browser's notice of it") {
        try await firefox.runInBrowser(
          "return Cc['@mozilla.org/network/captive-portal-service;1'].getService(Ci.nsICaptivePortalService).state === 3"
        )
      }
      try await firefox.visit(browsing.world.url(.shop, "/offer"))
      try await firefox.waitUntil(at: browsing.world.url(.stray, "/pay"))
      #expect(try await firefox.popupText().contains("sign in first"))
    }
    await portal.close()
  }

  @Test("since its resolver takes signatures away, users go on, and the popup names it")
  func stripped() async throws {
    try await self.withResolver { browsing, names, address in
      names.faults = DNSFaults(stripsDNSSEC: true)
      try await browsing.withAnother(resolver: address, fresh: address) { firefox in
        try await firefox.visit(browsing.world.url(.corner, "/offer"))
        try await firefox.waitUntil(at: browsing.world.url(.stray, "/pay"))
        #expect(try await firefox.popupText().contains("removes DNSSEC signatures"))
        #expect(try await firefox.badge() == "")
      }
    }
  }

  @Test("since the clock of this machine is wrong, users go on, and the popup names it")
  func wrongClock() async throws {
    let browsing = try BrowserWorld.started()
    let folder = try TemporaryFolder()
    defer { folder.close() }
    // Signatures of the lab's zones last two weeks, and its certificates a month.
    let host = try folder.write(
      "#!/bin/sh\nexec faketime -f +20d \(browsing.world.programs.browserHost)\n", to: "host", mode: 0o755)
    try await browsing.withAnother(folder: folder, host: host) { firefox in
      try await firefox.visit(browsing.world.url(.corner, "/offer"))
      try await firefox.waitUntil(at: browsing.world.url(.stray, "/pay"))
      #expect(try await firefox.popupText().contains("The clock of this machine is wrong"))
      #expect(try await firefox.badge() == "")
    }
  }

  /// Whom TLS hellos name while a browser follows the shop's offer.
  private func hellos(of firefox: Firefox, _ browsing: BrowserWorld) async throws -> [String] {
    let before = browsing.world.web.hellos.count
    try await firefox.visit(browsing.world.url(.shop, "/offer"))
    try await firefox.waitUntil(at: browsing.world.url(.stray, "/pay"))
    return Array(browsing.world.web.hellos.dropFirst(before))
  }

  @Test("since the browser asks the DNS by HTTPS, nobody is asked in the clear, and the popup says so")
  func dnsOverHTTPS() async throws {
    try await self.withResolver { browsing, names, address in
      let folder = try TemporaryFolder()
      let port = try FreePort.find()
      let certificate = try browsing.world.authority.issue(["doh.test"])
      let files = try certificate.write(to: folder, name: "doh")
      let resolver = try await UnboundServer.start(
        forwardingTo: browsing.world.knot.forwarder, trustAnchor: browsing.world.knot.trustAnchorDS,
        serverOptions: [
          "interface: 127.0.0.1@\(port)", "https-port: \(port)", "tls-service-pem: \"\(files.certificate)\"",
          "tls-service-key: \"\(files.key)\"",
        ])
      let preferences = [
        "network.trr.mode": "3", "network.trr.uri": "\"https://doh.test:\(port)/dns-query\"",
        "network.trr.bootstrapAddr": "\"127.0.0.1\"", "network.trr.allow-rfc1918": "true",
        "network.trr.confirmationNS": "\"skip\"", "network.dns.localDomains": "\"\"",
      ]
      try await browsing.withAnother(resolver: address, fresh: address, preferences: preferences) { firefox in
        let queries = names.queries.count
        let hellos = try await self.hellos(of: firefox, browsing)
        #expect(try await firefox.popupText().contains("This browser asks the DNS by HTTPS"))
        #expect(names.queries.count == queries)
        // The browser may connect twice, but not more often than without the extension.
        var setup = try BrowserWorld.setup(browsing.world)
        setup.preferences = preferences
        let plain = try await Firefox.start(setup, in: folder, name: "plain")
        #expect(try await hellos == self.hellos(of: plain, browsing))
        await plain.stop()
      }
      await resolver.stop()
      folder.close()
    }
  }
}
