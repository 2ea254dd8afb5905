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

  @Test("A last page that never ends is the end of the chain, once its time is over")
  func endlessPage() async throws {
    let page = try await ScriptedServer.start(
      .answerAndWait("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<p>"))
    let probe = try TLSProbe(limits: ProbeLimits(reply: .milliseconds(200)))
    let verifier = HopVerifier(
      names: ScriptedNames([:]), startsAtZoneServers: false, freshLook: nil, memory: NoPolicyMemory(), now: { 0 })
    let chain = ChainVerifier(
      verifier: verifier, names: ScriptedNames([:]), probe: probe, deadline: .seconds(5))
    let report = await chain.follow("http://shop.test:\(page.port)/")
    #expect(report.failure == nil)
    #expect(report.hops.isEmpty)
    await page.close()
  }
}
