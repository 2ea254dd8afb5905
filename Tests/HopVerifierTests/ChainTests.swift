import DNS
import Declarations
import Foundation
import HopVerifier
import Loopback
import TLSProbe
import Testing

@Suite("Chains of redirects")
struct ChainTests {
  /// Web servers of two hosts on one port, with a scripted DNS.
  private struct Web {
    let server: HTTPSServer
    let probe: TLSProbe

    init() async throws {
      let authority = try TestCertificateAuthority()
      self.server = try await HTTPSServer.start()
      for host in ["shop.test", "pay.test"] { try self.server.serve(host, certificate: try authority.issue([host])) }
      self.probe = try TLSProbe(extraRootsPEM: [authority.rootPEM])
      self.server.route("shop.test", "/", .redirect(to: "https://pay.test:\(self.server.port)/there"))
      self.server.route("pay.test", "/there", .page("<p>Here.</p>"))
    }

    func follow(_ answers: [String: Lookup]) async -> ChainReport {
      let names = ScriptedNames(answers)
      let verifier = HopVerifier(
        names: names, startsAtZoneServers: false, freshLook: nil, memory: NoPolicyMemory(),
        now: { Int64(Date().timeIntervalSince1970) })
      let chain = ChainVerifier(verifier: verifier, names: names, probe: self.probe, deadline: .seconds(5))
      return await chain.follow("https://shop.test:\(self.server.port)/")
    }
  }

  @Test("After a stopped hop nothing is asked of the destination")
  func stopped() async throws {
    let web = try await Web()
    let report = await web.follow([HopScene.originPolicy: HopScene.policy("p=enforce")])
    #expect(report.hops.map(\.judgement.stopped) == [true])
    #expect(web.server.requests(for: "shop.test").count == 1)
    #expect(web.server.requests(for: "pay.test").isEmpty)
    await web.server.close()
  }

  @Test("A hop that is not stopped is followed, with one request to each host")
  func followed() async throws {
    let web = try await Web()
    let report = await web.follow([:])
    #expect(report.hops.map(\.judgement.verdict) == [.undeclared])
    #expect(report.failure == nil)
    #expect(web.server.requests.map(\.path) == ["/", "/there"])
    await web.server.close()
  }

  @Test("A bogus declaration stops before anything is asked of the destination")
  func bogus() async throws {
    let web = try await Web()
    let report = await web.follow([HopScene.declaration: .bogus(reason: "altered")])
    #expect(report.hops.map(\.judgement.verdict) == [.bogus])
    #expect(web.server.requests(for: "pay.test").isEmpty)
    await web.server.close()
  }
}
