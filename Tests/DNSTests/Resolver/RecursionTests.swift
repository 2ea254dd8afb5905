import DNSWire
import Loopback
import Testing

@testable import DNS

/// Recursion asks port 53 of each server, so this needs the right to bind it on a loopback address.
@Suite(
  "Recursion from a private root", .serialized, .enabled(if: KnotServer.isInstalled, "knotd is not installed"),
  .enabled(if: Port53.isAllowed, "port 53 of 127.53.0.x cannot be bound here (it takes root)"),
  .timeLimit(.minutes(1)))
struct RecursionTests {
  private func address(_ last: Int) -> String { "\(Port53.network).\(last)" }

  private func serve(_ zone: KnotZone, at last: Int) async throws -> KnotServer {
    try await KnotServer.start([zone], addsParents: false, address: address(last), port: 53)
  }

  private func delegation(of zone: String, to server: KnotServer) -> [String] {
    ["\(zone) NS ns.\(zone)", "ns.\(zone) A \(server.address)", server.trustAnchorDS]
  }

  @Test("Delegations are followed from server to server, validated all the way")
  func recursion() async throws {
    let shop = try await serve(KnotZone("shop.test.", records: ["x TXT far", "mail CNAME x.pay.test."]), at: 3)
    let pay = try await serve(KnotZone("pay.test.", records: ["x TXT farther"]), at: 4)
    let delegations = delegation(of: "shop.test.", to: shop) + delegation(of: "pay.test.", to: pay)
    let test = try await serve(KnotZone("test.", records: delegations), at: 2)
    let root = try await serve(KnotZone(".", records: delegation(of: "test.", to: test)), at: 1)

    var configuration = ResolverConfiguration(
      path: .recursive, trustAnchors: try TrustAnchors(presentation: [root.trustAnchorDS]))
    configuration.rootHints = [try ServerAddress(root.address, defaultPort: 53)]
    let resolver = try ValidatingResolver(configuration)
    let deadline = Duration.seconds(10)
    #expect(await resolver.checkPath(deadline: deadline) == .validates)
    let far = await resolver.lookup(try DomainName("x.shop.test"), .txt, deadline: deadline)
    #expect(far.withPublishedTTL == .records([[3] + Array("far".utf8)], ttl: 300, secure: true))
    #expect(await resolver.lookup(try DomainName("mail.shop.test"), .txt, deadline: deadline).isSecureRecords)
    #expect(await resolver.lookup(try DomainName("nobody.shop.test"), .txt, deadline: deadline).isSecureAbsence)

    await shop.process.stop()
    let fresh = try resolver.emptyCache()
    #expect(await fresh.lookup(try DomainName("x.pay.test"), .txt, deadline: deadline).isSecureRecords)
    guard case .unreachable = await fresh.lookup(try DomainName("x.shop.test"), .txt, deadline: .milliseconds(500))
    else {
      Issue.record("a zone whose server is gone was answered")
      return
    }
    for server in [shop, pay, test, root] { await server.stop() }
  }

  @Test("The servers of resolv.conf are asked")
  func system() async throws {
    let knot = try await KnotServer.start(
      [KnotZone("shop.test.", records: ["x TXT near"])], address: address(9), port: 53)
    let folder = try TemporaryFolder()
    let file = try folder.write("# made for a test\nnameserver \(knot.address)\n", to: "resolv.conf")
    var configuration = ResolverConfiguration(
      path: .system, trustAnchors: try TrustAnchors(presentation: [knot.trustAnchorDS]))
    configuration.systemFile = file
    let resolver = try ValidatingResolver(configuration)
    #expect(await resolver.checkPath(deadline: .seconds(10)) == .validates)
    #expect(await resolver.lookup(try DomainName("x.shop.test"), .txt, deadline: .seconds(10)).isSecureRecords)
    await knot.stop()
  }
}
