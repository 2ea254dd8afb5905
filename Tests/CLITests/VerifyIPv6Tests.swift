import Foundation
import Loopback
import Testing

@Suite(
  "warifu verify over IPv6 alone", .enabled(if: SmallWorld.isPossible, "knotd and unbound are not installed"),
  .enabled(if: FreePort.isFree(0, address: "::1"), "this machine has no ::1"))
struct VerifyIPv6Tests {
  @Test("hosts that have AAAA records only are met, looked up at ::1 and verified")
  func aaaaOnly() async throws {
    let folder = try TemporaryFolder()
    let authority = try TestCertificateAuthority()
    let (shop, pay) = (try TestSite("shop.test", authority), try TestSite("pay.test", authority))
    let knot = try await KnotServer.start(
      [
        KnotZone("shop.test.", records: ["@ AAAA ::1"] + (try shop.declaration(to: pay))),
        KnotZone("pay.test.", records: ["@ AAAA ::1"]),
      ], address: "::1")
    let unbound = try await UnboundServer.start(
      forwardingTo: knot.forwarder, trustAnchor: knot.trustAnchorDS, address: "::1")
    let web = try await HTTPSServer.start(address: "::1")
    for site in [shop, pay] { try web.serve(site.host, certificate: site.certificate) }
    web.route("shop.test", "/checkout", .redirect(to: "https://pay.test:\(web.port)/start"))
    web.route("pay.test", "/start", .page("<p>Here you are.</p>"))
    let outcome = try await WarifuProgram.run([
      "verify", "--json", "--resolver", "[::1]:\(unbound.port)", "--fresh", "[::1]:\(knot.port)", "--trust-anchor",
      try folder.write(knot.trustAnchorDS + "\n", to: "anchor"), "--ca",
      try folder.write(authority.rootPEM, to: "ca.pem"), "--deadline", "3s",
      "https://shop.test:\(web.port)/checkout",
    ])
    #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    let url = try #require((try outcome.json["urls"] as? [[String: Any]])?.first)
    let hops = try #require(url["hops"] as? [[String: Any]])
    #expect(hops.map { $0["verdict"] as? String } == ["verified"])
    await web.close()
    await unbound.stop()
    await knot.stop()
    folder.close()
  }
}
