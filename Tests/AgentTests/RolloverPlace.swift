import AgentControl
import DNS
import Declarations
import Foundation
import HopVerifier
import Loopback
import Synchronization
import TLSKeys
import TLSProbe
import Testing

/// Both hosts' web servers, whose certificates can be swapped, and a client that verifies the hop between them again and
/// again behind the caching resolver.
final class RolloverPlace: Sendable {
  /// What the client met, and how often it had to ask the zone's own server.
  struct Tally {
    var verified = 0
    /// Not verified after all: a user would have been stopped.
    var stopped: [String] = []
    /// Verified, but only by a fresh look.
    var fresh = 0
    /// Resolvers with an empty cache that were made for fresh looks.
    var freshLooks = 0
  }

  let world: AgentWorld
  let web: HTTPSServer
  private let authority: TestCertificateAuthority
  private let tally = Mutex(Tally())
  private let ends = Mutex(false)
  private let deployed = Mutex<[String: String]>([:])

  static func start(_ world: AgentWorld) async throws -> RolloverPlace {
    let place = RolloverPlace(world, try await HTTPSServer.start(), try TestCertificateAuthority())
    try world.folder.write(place.authority.rootPEM, to: "web-ca.pem")
    for side in [world.shop, world.pay] {
      try side.reconfigure("    certificate: \(side.name).pem\n", to: "")
      // As short as it may be.
      try side.reconfigure("secretFile: \(side.name)-tsig}", to: "secretFile: \(side.name)-tsig}\n    ttl: 30")
      try FileManager.default.removeItem(atPath: world.folder.file("\(side.name)-keys/\(side.host)/tls.pem"))
      let certificate = try place.issue("first", of: side)
      try place.deploy(certificate, named: "first", of: side)
      _ = try await side.reload(expecting: "Reloaded")
    }
    _ = try await world.shop.control { try await $0.setPolicy(host: "ec-1.test", record: "v=M2DMRT1; p=enforce") }
    _ = try await world.create(world.shop)
    return place
  }

  private init(_ world: AgentWorld, _ web: HTTPSServer, _ authority: TestCertificateAuthority) {
    self.world = world
    self.web = web
    self.authority = authority
  }

  /// A certificate with a new key, which the signing agent gets.
  func issue(_ name: String, of side: AgentSide) throws -> TestCertificate {
    let certificate = try self.authority.issue([side.host])
    try self.world.folder.write(certificate.certificatePEM, to: "\(side.name)-\(name).pem")
    try self.world.folder.write(
      certificate.certificatePEM + certificate.keyPEM, to: "\(side.name)-keys/\(side.host)/\(name).pem", mode: 0o600)
    return certificate
  }

  /// The web server shows it from now on.
  func deploy(_ certificate: TestCertificate, named name: String, of side: AgentSide) throws {
    try self.web.serve(side.host, certificate: certificate)
    self.deployed.withLock { $0[side.name] = name }
  }

  /// `key stage`, `key wait`, the web server's new certificate, `key retire`: as docs/operations.md says.
  func rollOver(to name: String, of side: AgentSide) async throws {
    let old = self.deployed.withLock { $0[side.name] } ?? ""
    let certificate = try self.issue(name, of: side)
    let (new, former) = (
      self.world.folder.file("\(side.name)-\(name).pem"), self.world.folder.file("\(side.name)-\(old).pem")
    )
    try await self.succeed(side, "key", "stage", side.host, new)
    try await self.succeed(side, "key", "wait", side.host, "--timeout", "100")
    try self.deploy(certificate, named: name, of: side)
    try await self.succeed(
      side, "key", "retire", side.host, former, "--at", "127.0.0.1:\(self.web.port)", "--ca",
      self.world.folder.file("web-ca.pem"))
  }

  func succeed(_ side: AgentSide, _ words: String...) async throws {
    let outcome = try await Command.run(
      AgentSide.program("warifu"), words,
      environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "WARIFU_CONFIG": side.configuration],
      deadline: .seconds(120))
    try #require(outcome.status == .exited(0), "\(words): \(outcome.output) \(outcome.errors)")
  }

  /// A client with a cache of its own, as a browser has.
  func client() throws -> ChainVerifier {
    let anchors = try TrustAnchors(presentation: [self.world.knot.trustAnchorDS])
    let unbound = try ServerAddress("\(self.world.unbound.address):\(self.world.unbound.port)")
    let knot = try ServerAddress("\(self.world.knot.address):\(self.world.knot.port)")
    let names = try ValidatingResolver(ResolverConfiguration(path: .forward([unbound]), trustAnchors: anchors))
    let direct = ResolverConfiguration(path: .forward([knot]), trustAnchors: anchors)
    let verifier = HopVerifier(
      names: names, startsAtZoneServers: false,
      freshLook: FreshLook(name: "knotd") { [self] in
        self.tally.withLock { $0.freshLooks += 1 }
        return try ValidatingResolver(direct)
      }, memory: NoPolicyMemory(), deadline: .seconds(5), now: { Int64(Date().timeIntervalSince1970) })
    let probe = try TLSProbe(extraRootsPEM: [self.authority.rootPEM])
    return ChainVerifier(verifier: verifier, names: names, probe: probe, deadline: .seconds(5))
  }

  /// Verifies once, with real handshakes at both hosts, and counts.
  @discardableResult
  func verify(_ client: ChainVerifier) async throws -> HopVerdict {
    let origin = try ChainVerifier.url("https://ec-1.test:\(self.web.port)/")
    let destination = try ChainVerifier.url("https://pay-1.test:\(self.web.port)/")
    let report = await client.verifyPair(origin: origin, destination: destination, kinds: [.redirect])
    let hop = try #require(report.hops.first)
    let words = "\(hop.judgement.verdict.rawValue): \(hop.judgement.reason ?? ""), fresh: \(hop.fresh)"
    self.tally.withLock { tally in
      if hop.judgement.verdict == .verified { tally.verified += 1 } else { tally.stopped.append(words) }
      if hop.judgement.verdict == .verified, hop.fresh { tally.fresh += 1 }
    }
    return hop
  }

  var counts: Tally { self.tally.withLock { $0 } }

  /// Verifies without a pause for as long as `body` takes, by `clients` clients at once; answers what they met in that time.
  func whileVerifying(clients: Int = 2, _ body: () async throws -> Void) async throws -> Tally {
    self.tally.withLock { $0 = Tally() }
    self.ends.withLock { $0 = false }
    let verifying = try (0..<clients).map { _ in
      let client = try self.client()
      return Task {
        while !self.ends.withLock({ $0 }) { try await self.verify(client) }
      }
    }
    let outcome: Result<Void, any Error>
    do {
      outcome = .success(try await body())
    } catch {
      outcome = .failure(error)
    }
    self.ends.withLock { $0 = true }
    for task in verifying { try await task.value }
    try outcome.get()
    return self.counts
  }

  static func with(_ body: (RolloverPlace, AgentWorld) async throws -> Void) async throws {
    try await AgentWorld.with { world in
      let place = try await RolloverPlace.start(world)
      do {
        try await body(place, world)
      } catch {
        await place.web.close()
        throw error
      }
      await place.web.close()
    }
  }
}
