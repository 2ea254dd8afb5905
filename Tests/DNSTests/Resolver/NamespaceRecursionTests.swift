import DNSWire
import Foundation
import Loopback
import Testing

@testable import DNS

/// The Internet's own shape: a root server at its real address, delegations, port 53, and true recursion.
/// All of it lives in a network namespace of the test's own, in which the second suite here is run.
@Suite(
  "Recursion in a network namespace", .enabled(if: KnotServer.isInstalled, "knotd is not installed"),
  .enabled(if: TestNamespace.isAllowed, "no network namespace can be made here (it takes root and iproute2)"),
  .timeLimit(.minutes(2)))
struct NamespaceRecursionTests {
  @Test("A resolver finds its way from a root server's real address")
  func recursion() async throws {
    let namespace = try await TestNamespace()
    let tests = try await namespace.run(
      [
        try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"), "--testing-library",
        "swift-testing",
        "--filter", "InsideNamespaceTests",
      ], environment: [TestNamespace.mark: "1"])
    await namespace.remove()
    #expect(
      (tests.output + tests.errors).contains("Test run with 1 test in 1 suite passed"), "\(tests.output)\(tests.errors)"
    )
    #expect(tests.status.isSuccess)
  }
}

@Suite(
  "Inside the namespace",
  .enabled(if: TestNamespace.isInside, "this is run by the suite before it, in a namespace that it makes"))
struct InsideNamespaceTests {
  @Test("Root, delegation, a zone's own server")
  func recursion() async throws {
    let shop = try await self.serve(KnotZone("shop.test.", records: ["x TXT far"]), at: "192.0.2.53")
    let shopDelegation = self.delegation(of: "shop.test.", to: shop)
    let test = try await self.serve(KnotZone("test.", records: shopDelegation), at: "198.51.100.53")
    let root = try await self.serve(
      KnotZone(".", records: self.delegation(of: "test.", to: test)), at: TestNamespace.rootServer)
    var configuration = ResolverConfiguration(
      path: .recursive, trustAnchors: try TrustAnchors(presentation: [root.trustAnchorDS]))
    // Of the thirteen root servers only this one is here: asking the others first would leave it to chance.
    configuration.rootHints = [try ServerAddress(root.address, defaultPort: 53)]
    let resolver = try ValidatingResolver(configuration)
    let deadline = Duration.seconds(20)
    #expect(await resolver.checkPath(deadline: deadline) == .validates)
    let far = await resolver.lookup(try DomainName("x.shop.test"), .txt, deadline: deadline)
    #expect(far.withPublishedTTL == .records([[3] + Array("far".utf8)], ttl: 300, secure: true))
    #expect(await resolver.lookup(try DomainName("nobody.shop.test"), .txt, deadline: deadline).isSecureAbsence)
    for server in [shop, test, root] { await server.stop() }
  }

  private func serve(_ zone: KnotZone, at address: String) async throws -> KnotServer {
    try await KnotServer.start([zone], addsParents: false, address: address, port: 53)
  }

  private func delegation(of zone: String, to server: KnotServer) -> [String] {
    ["\(zone) NS ns.\(zone)", "ns.\(zone) A \(server.address)", server.trustAnchorDS]
  }
}
