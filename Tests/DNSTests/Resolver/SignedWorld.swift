import DNSWire
import Loopback
import Testing

@testable import DNS

/// A private DNS: one knotd with the whole tree, one caching unbound before it, one spoiler before knotd.
struct SignedWorld: Sendable {
  let knot: KnotServer
  let unbound: UnboundServer
  let proxy: DNSFaultProxy

  @TaskLocal static var current: SignedWorld?

  static let missing: Comment =
    "knotd, kzonesign or unbound is not installed (apt install knot knot-dnssecutils unbound)"
  static var isPossible: Bool { KnotServer.isInstalled && UnboundServer.isInstalled }

  static func start() async throws -> SignedWorld {
    let knot = try await KnotServer.start(zones)
    let unbound = try await UnboundServer.start(forwardingTo: knot.forwarder, trustAnchor: knot.trustAnchorDS)
    let proxy = try await DNSFaultProxy.start(before: (knot.address, knot.port))
    return SignedWorld(knot: knot, unbound: unbound, proxy: proxy)
  }

  func stop() async {
    await proxy.stop()
    await unbound.stop()
    await knot.stop()
  }

  /// The configuration of a resolver that asks `forwarder`.
  func configuration(_ forwarder: String) throws -> ResolverConfiguration {
    ResolverConfiguration(
      path: .forward([try ServerAddress(forwarder, defaultPort: 53)]),
      trustAnchors: try TrustAnchors(presentation: [knot.trustAnchorDS]))
  }

  func resolver(asking forwarder: String) throws -> ValidatingResolver {
    try ValidatingResolver(configuration(forwarder))
  }

  private static let zones: [KnotZone] = [
    KnotZone("shop.test.", records: shop),
    KnotZone("plain.test.", .unsigned, records: ["x TXT unsigned"]),
    KnotZone("optout.test.", .signedOptOut, records: ["x TXT signed"]),
    KnotZone("altered.test.", .altered(from: "honest", to: "forged"), records: ["x TXT honest", "y TXT other"]),
    KnotZone("expired.test.", .expired, records: ["x TXT late"]),
    KnotZone("strange.test.", .wrongDS, records: ["x TXT strange"]),
    KnotZone("slow.test.", negativeTTL: 3600),
  ]

  private static var shop: [String] {
    var records = [
      "x TXT \"one\" \"two\"", "*.wild TXT anything", "alias 60 CNAME x",
      "away CNAME x.plain.test.", "lost CNAME nothing", "tree DNAME other", "x.other TXT \"through a tree\"",
      "www A 192.0.2.1", "www AAAA 2001:db8::1", "four A 192.0.2.4", "step1 CNAME x",
    ]
    records += (2...9).map { "step\($0) CNAME step\($0 - 1)" }
    let piece = String(repeating: "t", count: 250)
    records += (0..<110).map { "large TXT \"\($0 + 100)\(piece.dropFirst(3))\" \"\(piece)\"" }
    return records
  }
}

/// Runs a suite with a `SignedWorld` of its own.
struct SignedWorldTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let world = try await SignedWorld.start()
    do {
      try await SignedWorld.$current.withValue(world, operation: function)
    } catch {
      await world.stop()
      throw error
    }
    await world.stop()
  }
}

extension Trait where Self == SignedWorldTrait {
  static var signedWorld: SignedWorldTrait { SignedWorldTrait() }
}
