import Foundation
import Loopback
import Testing

/// A DNS with a private root, a caching validating resolver, and web servers, all on loopback.
///
/// - `shop.test` declares `pay.test` (RSA key), and that declares `acs.test`; none of them has a policy.
/// - `strict.test` has `p=enforce` and declares nobody; `door.test` has `in=require`.
/// - `plain.test` has an unsigned zone, `evil.test` a certificate and nothing else.
/// - `selfish.test` shows a certificate that it signed itself.
final class SmallWorld: Sendable {
  @TaskLocal static var current: SmallWorld?

  let folder: TemporaryFolder
  let knot: KnotServer
  let unbound: UnboundServer
  let web: HTTPSServer
  /// The same without TLS.
  let plain: HTTPSServer
  let caFile: String
  let anchorFile: String

  static var isPossible: Bool { KnotServer.isInstalled && UnboundServer.isInstalled }

  private init(
    folder: TemporaryFolder, knot: KnotServer, unbound: UnboundServer, web: HTTPSServer, plain: HTTPSServer,
    caFile: String, anchorFile: String
  ) {
    self.folder = folder
    self.knot = knot
    self.unbound = unbound
    self.web = web
    self.plain = plain
    self.caFile = caFile
    self.anchorFile = anchorFile
  }

  static func start() async throws -> SmallWorld {
    let folder = try TemporaryFolder(removedOnInterrupt: true)
    let authority = try TestCertificateAuthority()
    let shop = try TestSite("shop.test", authority)
    let pay = try TestSite("pay.test", authority, .rsa2048)
    let acs = try TestSite("acs.test", authority)
    let others = try ["strict.test", "door.test", "plain.test", "evil.test"].map { try TestSite($0, authority) }
    let selfish = try TestSite("selfish.test", authority, selfSigned: true)
    let policies = ["strict.test": "p=enforce", "door.test": "in=require"]

    var zones = [
      KnotZone("shop.test.", records: ["@ A 127.0.0.1"] + (try shop.declaration(to: pay))),
      KnotZone("pay.test.", records: ["@ A 127.0.0.1"] + (try pay.declaration(to: acs))),
      KnotZone("acs.test.", records: ["@ A 127.0.0.1"]), KnotZone("selfish.test.", records: ["@ A 127.0.0.1"]),
    ]
    for site in others {
      let policy = policies[site.host].map { ["_m2dmrt TXT \"v=M2DMRT1; \($0)\""] } ?? []
      zones.append(
        KnotZone("\(site.host).", site.host == "plain.test" ? .unsigned : .signed, records: ["@ A 127.0.0.1"] + policy))
    }
    let knot = try await KnotServer.start(zones, removedOnInterrupt: true)
    let unbound = try await UnboundServer.start(
      forwardingTo: knot.forwarder, trustAnchor: knot.trustAnchorDS, removedOnInterrupt: true)
    let web = try await HTTPSServer.start()
    for site in [shop, pay, acs, selfish] + others { try web.serve(site.host, certificate: site.certificate) }
    let plain = try await HTTPSServer.start(tls: false)
    let world = SmallWorld(
      folder: folder, knot: knot, unbound: unbound, web: web, plain: plain,
      caFile: try folder.write(authority.rootPEM, to: "ca.pem"),
      anchorFile: try folder.write(knot.trustAnchorDS + "\n", to: "anchor"))
    world.addRoutes()
    return world
  }

  func stop() async {
    await self.web.close()
    await self.plain.close()
    await self.unbound.stop()
    await self.knot.stop()
    self.folder.close()
  }

  func url(_ host: String, _ path: String = "/") -> String { "https://\(host):\(self.web.port)\(path)" }

  private func addRoutes() {
    let page = WebReply.page("<p>Here you are.</p>")
    self.web.route("shop.test", "/checkout", .redirect(to: self.url("pay.test", "/start")))
    self.web.route("pay.test", "/start", .redirect(to: self.url("acs.test", "/challenge"), status: 307))
    self.web.route("acs.test", "/challenge", page)
    self.web.route("shop.test", "/loop", .redirect(to: self.url("pay.test", "/loop")))
    self.web.route("pay.test", "/loop", .redirect(to: self.url("shop.test", "/loop")))
    for step in 0...11 { self.web.route("shop.test", "/step\(step)", .redirect(to: "/step\(step + 1)")) }
    self.web.route("shop.test", "/step12", page)
    self.web.route("shop.test", "/other", .redirect(to: self.url("evil.test", "/from-shop")))
    self.web.route("shop.test", "/cleartext", .redirect(to: "http://pay.test:\(self.plain.port)/start"))
    self.web.route("shop.test", "/literal", .redirect(to: "https://127.0.0.1:\(self.web.port)/"))
    self.web.route("shop.test", "/selfish", .redirect(to: self.url("selfish.test")))
    self.web.route("shop.test", "/door", .redirect(to: self.url("door.test", "/from-shop")))
    self.web.route("strict.test", "/out", .redirect(to: self.url("evil.test", "/from-strict")))
    self.web.route("plain.test", "/checkout", .redirect(to: self.url("pay.test", "/done")))
    for (host, path) in [("evil.test", "/from-shop"), ("pay.test", "/done"), ("door.test", "/from-shop")] {
      self.web.route(host, path, page)
    }
    self.plain.route("shop.test", "/checkout", .redirect(to: self.url("pay.test", "/done")))
    self.plain.route("pay.test", "/start", page)
  }

  /// `warifu verify` against this world.
  ///
  /// - Parameters:
  ///   - resolver: `address:port`; the caching resolver by default.
  ///   - fresh: likewise; the zones' own server by default.
  func verify(
    _ arguments: String..., resolver: String? = nil, fresh: String? = nil
  ) async throws -> WarifuProgram.Outcome {
    try await WarifuProgram.run(
      [
        "verify", "--resolver", resolver ?? "\(self.unbound.address):\(self.unbound.port)", "--fresh",
        fresh ?? "\(self.knot.address):\(self.knot.port)", "--trust-anchor", self.anchorFile, "--ca", self.caFile,
        "--deadline", "3s",
      ] + arguments)
  }
}

/// Starts the world once for a whole suite.
struct InSmallWorld: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let world = try await SmallWorld.start()
    let result: Result<Void, any Error>
    do {
      result = .success(try await SmallWorld.$current.withValue(world) { try await function() })
    } catch {
      result = .failure(error)
    }
    await world.stop()
    try result.get()
  }
}
