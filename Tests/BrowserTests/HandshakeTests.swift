import Foundation
import Lab
import Loopback
import Testing

/// What a browser's own handshakes do that ours do not: another certificate, an earlier session, another host's connection.
@Suite(
  "The key that the browser itself saw", .enabled(if: BrowserWorld.isPossible, BrowserWorld.reason),
  .enabled(if: NginxServer.isInstalled, "nginx is not installed (Scripts/setup --with-browser)"),
  .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(5)), .inBrowser)
struct HandshakeTests {
  private static let page = "location / { return 200 '<h1>there</h1>'; }"

  private func with(
    _ sites: [NginxServer.Site], options: String = "", _ body: (BrowserWorld, NginxServer) async throws -> Void
  ) async throws {
    let browsing = try BrowserWorld.started()
    let folder = try TemporaryFolder()
    defer { folder.close() }
    let server = try await NginxServer.start(sites, options: options, in: folder)
    do {
      try await body(browsing, server)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private func send(_ firefox: Firefox, from host: LabHost, to url: String) async throws {
    let browsing = try BrowserWorld.started()
    let path = "/way/\(UUID().uuidString)"
    browsing.world.web.route(host.name, path, .redirect(to: url))
    try await firefox.visit(browsing.world.url(host, path))
  }

  @Test("is verified over HTTP/2, and over a TLS session that is taken up again")
  func resumed() async throws {
    let site = try BrowserWorld.started().world.site(.payment)
    let sites = [NginxServer.Site(LabHost.payment.name, certificates: [site.certificate], directives: Self.page)]
    try await self.with(sites, options: "keepalive_timeout 0; ssl_session_cache shared:s:1m;") { browsing, server in
      let url = "https://\(LabHost.payment.name):\(server.port)/"
      for round in 1...3 {
        try await self.send(browsing.guarded, from: .shop, to: "\(url)\(round)")
        try await browsing.guarded.waitUntil(at: "\(url)\(round)")
        try await browsing.guarded.wait(for: "the badge") { try await browsing.guarded.badge() == "✓1" }
      }
      let pages = server.entries.filter { $0.path != "/favicon.ico" }
      #expect(pages.allSatisfy { $0.version == "HTTP/2.0" })
      #expect(pages.contains { $0.isResumed })
    }
  }

  @Test("is the RSA one of a host with two certificates, and our own handshake gets the other: no false alarm")
  func twoCertificates() async throws {
    let world = try BrowserWorld.started().world
    let declared = try world.site(.rsaPayment).certificate
    let other = try world.authority.issue([LabHost.rsaPayment.name], key: TestKey(.p256))
    let sites = [NginxServer.Site(LabHost.rsaPayment.name, certificates: [declared, other], directives: Self.page)]
    try await self.with(sites, options: "ssl_protocols TLSv1.2;") { browsing, server in
      let suites = [
        "aes_128_gcm_sha256", "chacha20_poly1305_sha256", "aes_256_gcm_sha384", "aes_128_sha", "aes_256_sha",
      ]
      let preferences = Dictionary(uniqueKeysWithValues: suites.map { ("security.ssl3.ecdhe_ecdsa_\($0)", "false") })
      try await browsing.withAnother(preferences: preferences) { firefox in
        let url = "https://\(LabHost.rsaPayment.name):\(server.port)/"
        try await self.send(firefox, from: .rsaShop, to: url)
        try await firefox.waitUntil(at: url)
        try await firefox.wait(for: "the badge") { try await firefox.badge() == "✓1" }
        #expect(server.entries.contains { $0.path == "/" && $0.cipher.contains("RSA") && !$0.cipher.contains("ECDSA") })
      }
      // The usual browser gets the certificate whose key nobody declared, and says so.
      try await self.send(
        browsing.guarded, from: .rsaShop, to: "https://\(LabHost.rsaPayment.name):\(server.port)/undeclared")
      try await browsing.guarded.waitUntilStopped()
      #expect(try await browsing.guarded.run("return document.body.innerText.includes('had reached it by then')"))
    }
  }

  /// Browsers do so for what is in one page only.
  @Test("is another host's where the browser uses that one's connection, and is judged as such")
  func coalesced() async throws {
    let world = try BrowserWorld.started().world
    let payment = try world.site(.payment)
    let shared = try world.authority.issue(
      [LabHost.payment.name, LabHost.secure3D.name], key: payment.certificate.key)
    let sites = [
      NginxServer.Site(
        LabHost.payment.name, certificates: [shared],
        directives: Self.page
          + " location = /pay { return 302 https://\(LabHost.secure3D.name):$server_port/challenge; }"),
      NginxServer.Site(
        LabHost.secure3D.name, certificates: [try world.site(.secure3D).certificate], directives: Self.page),
    ]
    try await self.with(sites) { browsing, server in
      let pay = "https://\(LabHost.payment.name):\(server.port)/pay"
      let path = "/way/\(UUID().uuidString)"
      browsing.world.web.route(LabHost.shop.name, path, .page("<h1>Shop</h1><iframe id=frame src=\"\(pay)\"></iframe>"))
      try await browsing.guarded.visit(browsing.world.url(.shop, path))
      try await browsing.guarded.wait(for: "the frame") { server.entries.contains { $0.path == "/challenge" } }
      try #require(Set(server.entries.map(\.connection)).count == 1, "the browser used several: \(server.entries)")
      try await browsing.guarded.wait(for: "the badge") { try await browsing.guarded.badge() == "!" }
      #expect(try await browsing.guarded.popupText().contains("Another key than the declared one was shown"))
    }
  }
}
