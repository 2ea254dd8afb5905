import DNS
import DNSWire
import Declarations
import Foundation
import HopVerifier
import Loopback
import Soak
import TLSKeys

/// All pairs on one simulated timeline, behind one cache.
struct StudyRun {
  static let zone = "study.test"
  private static let secret = "c2VjcmV0IG9mIHRoZSB0ZXN0cywgb2YgMzIgb2N0ZXQ="

  let cache: StudyCache
  let pairs: [StudyPair]
  let longestTTL: Int
  private let destination: HostName
  private let destinationKey: PrivateKey
  /// The moment of the key change, Unix seconds: so far ahead that the whole timeline lies after the zone's signatures.
  private let change: Int64

  init(_ cache: StudyCache, pairs: [StudyPair]) throws {
    self.cache = cache
    self.pairs = pairs
    self.longestTTL = pairs.map(\.ttl).max() ?? 0
    self.destination = try HostName("pay.\(Self.zone)")
    self.destinationKey = try PrivateKey.generate(.p256)
    self.change =
      Int64(Date().timeIntervalSince1970) + 600 - Int64(StudyPair.beginning(longestTTL: self.longestTTL))
  }

  func measure(seed: UInt64) async throws -> [StudyVisit] {
    let key = UpdateKey(name: "agent", secret: Self.secret, isConfined: false)
    let records = try self.pairs.flatMap { pair in
      ["_m2dmrt.\(pair.origin). 3600 TXT \"v=M2DMRT1; p=enforce\""]
        + (try self.records(pair, old: true, new: false)).map { text in
          "\(self.owner(pair)). \(pair.ttl) TXT \(Self.quoted(text))"
        }
    }
    let knot = try await KnotServer.start(
      [KnotZone("\(Self.zone).", records: records, updateKeys: [key])], removedOnInterrupt: true)
    let first = self.change + Int64(StudyPair.beginning(longestTTL: self.longestTTL))
    let unbound = try await FakedUnbound.start(self.cache, before: knot, at: first)
    do {
      let visits = try await self.play(knot, unbound, seed)
      await unbound.stop()
      await knot.stop()
      return visits
    } catch {
      await unbound.stop()
      await knot.stop()
      throw error
    }
  }

  private func play(_ knot: KnotServer, _ unbound: FakedUnbound, _ seed: UInt64) async throws -> [StudyVisit] {
    var random = SeededRandom(seed)
    var events: [(second: Int, pair: StudyPair, change: StudyPair.Change)] = []
    for pair in self.pairs { events += pair.timeline(&random).map { ($0.second, pair, $0.change) } }
    events.sort { $0.second < $1.second }
    let server = try ServerAddress("\(knot.address):\(knot.port)")
    let cached = try ServerAddress("127.0.0.1:\(unbound.port)")
    let updater = DynamicUpdater(
      server: server, key: try TSIGKey(name: try DomainName("agent"), base64Secret: Self.secret),
      now: { UInt64(Date().timeIntervalSince1970) })
    let anchors = try TrustAnchors(presentation: [knot.trustAnchorDS])
    var visits: [StudyVisit] = []
    var now: Int?
    for event in events {
      if event.second != now {
        try unbound.set(self.change + Int64(event.second))
        now = event.second
      }
      switch event.change {
      case .declare(let old, let new):
        try await self.publish(event.pair, old: old, new: new, by: updater)
      case .visit where event.second < 0:
        // Somebody else fills the cache.
        _ = try await ServerQuery.ask(
          Question(try DomainName(self.owner(event.pair)), .txt), at: cached, recursionDesired: true, dnssecOK: true)
      case .visit:
        visits.append(try await self.visit(event.pair, event.second, cached, server, anchors))
      }
      if event.change == .visit { try await self.settle(event.pair, cached) }
    }
    return visits
  }

  /// A cache that gave an answer that had ended asks for the next one meanwhile. That is done in milliseconds, long before the
  /// next visitor comes, and so before time goes on here.
  private func settle(_ pair: StudyPair, _ cached: ServerAddress) async throws {
    let name = try DomainName(self.owner(pair))
    // One whose last second it is looks the same, hence no more than this.
    for _ in 0..<40 {
      let reply = try await ServerQuery.ask(Question(name, .txt), at: cached, recursionDesired: true, dnssecOK: true)
      if reply.answers(name, .txt).contains(where: { $0.ttl > StudyCache.expiredTTL }) { return }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  private func publish(_ pair: StudyPair, old: Bool, new: Bool, by updater: DynamicUpdater) async throws {
    let name = try DomainName(self.owner(pair))
    let records = try self.records(pair, old: old, new: new).map { text in
      UpdateMessage.Change.add(
        ResourceRecord(name, .txt, ttl: UInt32(pair.ttl), rdata: TXTData.encode(Array(text.utf8))))
    }
    try await updater.send(
      UpdateMessage(zone: try DomainName(Self.zone), changes: [.deleteRRset(name, .txt)] + records))
  }

  /// A client with an empty cache of its own, so that all it sees is the resolver's.
  private func visit(
    _ pair: StudyPair, _ second: Int, _ cached: ServerAddress, _ server: ServerAddress, _ anchors: TrustAnchors
  ) async throws -> StudyVisit {
    let time = self.change + Int64(second)
    let names = try ValidatingResolver(ResolverConfiguration(path: .forward([cached]), trustAnchors: anchors))
    let direct = ResolverConfiguration(path: .forward([server]), trustAnchors: anchors)
    func verify(_ look: FreshLook?) async -> HopVerdict {
      let verifier = HopVerifier(
        names: names, startsAtZoneServers: false, freshLook: look, memory: NoPolicyMemory(), deadline: .seconds(5),
        now: { time })
      let hop = Hop(
        origin: .name(pair.origin), destination: .name(self.destination), kinds: [.redirect],
        originEnd: .keys([pair.newKey.publicKey]))
      let reached = HopEnd.keys([self.destinationKey.publicKey])
      return await verifier.verify(hop) { reached }
    }
    let verdict = await verify(nil)
    var again = verdict
    if verdict.judgement.verdict != .verified {
      again = await verify(FreshLook(name: "knotd") { try ValidatingResolver(direct) })
    }
    return StudyVisit(
      cache: self.cache, ttl: pair.ttl, isStaged: pair.isStaged, visits: pair.visits, pair: pair.number,
      second: second, isStopped: verdict.judgement.stopped, isStoppedAfterFreshLook: again.judgement.stopped,
      verdict: verdict.judgement.verdict.rawValue)
  }

  private func owner(_ pair: StudyPair) -> String { "\(self.destination).\(RelationshipNames.label).\(pair.origin)" }

  /// The texts of both halves that declare these keys of the origin.
  private func records(_ pair: StudyPair, old: Bool, new: Bool) throws -> [String] {
    let keys = (old ? [pair.oldKey] : []) + (new ? [pair.newKey] : [])
    let targets = keys.map(\.publicKey.digest).sorted()
    let other = self.destinationKey
    let halves =
      keys.map { ($0, pair.origin, [other.publicKey.digest]) } + [(other, self.destination, targets)]
    return try halves.map { key, signer, targets in
      let statement = try Statement(
        origin: pair.origin, destination: self.destination, signer: signer, algorithm: key.publicKey.algorithm,
        notBefore: self.change - 5 * 86_400, expires: self.change + 9 * 86_400, signerKey: key.publicKey.digest,
        targetKeys: targets)
      return DeclarationRecord(statement, signature: try key.sign(statement.signedOctets)).text
    }
  }

  private static func quoted(_ text: String) -> String {
    stride(from: 0, to: text.count, by: 250).map { "\"\(text.dropFirst($0).prefix(250))\"" }.joined(separator: " ")
  }
}
