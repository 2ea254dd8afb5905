import DNS
import DNSWire
package import Declarations
package import HopVerifier
import TLSKeys
import TLSProbe
import ZoneHealth

/// Looks at relationships from outside, as a client would, and at each authoritative server besides.
package struct Looker: Looking {
  private let verifier: HopVerifier
  private let visitor: SiteVisitor
  private let servers: ZoneServers
  private let ports: [HostName: Int]
  private let timeout: Duration
  private let now: @Sendable () -> Int64
  private let visits = OncePerPass<HostName, HostSight>()
  private let zones = OncePerPass<HostName, [ServerAddress]>()

  /// A looker for one pass: it visits each host once.
  ///
  /// - Parameters:
  ///   - ports: where a host's web server is, if not at 443.
  ///   - timeout: for one question to one server.
  ///   - now: Unix seconds.
  package init(
    verifier: HopVerifier, visitor: SiteVisitor, servers: ZoneServers, ports: [HostName: Int] = [:],
    timeout: Duration = .seconds(3), now: @escaping @Sendable () -> Int64
  ) {
    self.verifier = verifier
    self.visitor = visitor
    self.servers = servers
    self.ports = ports
    self.timeout = timeout
    self.now = now
  }

  package func look(
    _ pair: WatchedPair, right: @escaping @Sendable () async -> [Set<[UInt8]>]?
  ) async -> Observation? {
    guard let before = await right() else { return nil }
    async let asked = self.answers(pair)
    var (verdict, hosts) = await self.verdict(pair, notBefore: .min)
    let limit = self.now() - Self.oldestVisit
    if verdict.judgement.verdict != .verified, hosts.contains(where: { $0.at < limit }) {
      // A host may have changed its key since it was visited in this pass.
      (verdict, hosts) = await self.verdict(pair, notBefore: limit)
    }
    let answers = await asked
    // What was asked may have been published or taken away meanwhile.
    guard let after = await right() else { return nil }
    return Observation(
      pair: pair, at: self.now(), verdict: verdict.judgement.verdict, reason: verdict.judgement.reason,
      stopped: verdict.judgement.stopped,
      servers: ServerComparison.sights(answers, right: before + after.filter { !before.contains($0) }),
      declarationExpires: Self.declarationExpires(verdict.evidence), hosts: hosts,
      trial: PolicyTrial(verdict.evidence, now: verdict.weighedAt))
  }

  private static func declarationExpires(_ evidence: HopEvidence) -> Int64? {
    guard let pair = evidence.pair, case .answer(.secure(let texts, _)) = evidence.declaration else { return nil }
    let records = DeclarationSet(texts, origin: pair.origin, destination: pair.destination).records
    return [pair.origin, pair.destination].compactMap { signer in
      records.filter { $0.signer == signer }.map(\.expires).max()
    }.min()
  }

  /// A visit older than this, in seconds, is made anew before a verdict other than *verified* rests on it.
  private static let oldestVisit: Int64 = 20

  private func verdict(_ pair: WatchedPair, notBefore limit: Int64) async -> (HopVerdict, [HostSight]) {
    async let reached = self.host(pair.destination, notBefore: limit)
    let origin = await self.host(pair.origin, notBefore: limit)
    let hop = Hop(
      origin: .name(pair.origin), destination: .name(pair.destination), kinds: [.redirect], originEnd: origin.end)
    let verdict = await self.verifier.verify(hop) { await self.host(pair.destination, notBefore: limit).end }
    return (verdict, [origin, await reached])
  }

  /// - Parameter limit: a visit before this moment is not good enough, Unix seconds.
  private func host(_ host: HostName, notBefore limit: Int64) async -> HostSight {
    await self.visits.value(host, isGood: { $0.at >= limit }) { await self.visit(host) }
  }

  private func visit(_ host: HostName) async -> HostSight {
    guard let url = HTTPURL("https://\(host):\(self.ports[host] ?? 443)/") else {
      return HostSight(host: host, at: self.now(), end: .noKey(reason: "no URL leads there"), certificateExpires: nil)
    }
    let visit = await self.visitor.visit(url)
    let leaf = (visit.connection as? TLSConnection)?.leaf
    await visit.connection?.close()
    return HostSight(host: host, at: self.now(), end: visit.end, certificateExpires: leaf?.notAfter)
  }

  private func answers(_ pair: WatchedPair) async -> [ServerAnswer] {
    guard let owner = RelationshipNames.declarationOwner(origin: pair.origin, destination: pair.destination),
      let name = try? DomainName(owner)
    else { return [] }
    let servers = await self.zones.value(pair.origin) {
      // All of an origin's records stand in the same zone, or above the same cut.
      guard let start = RelationshipNames.policyOwner(pair.origin).flatMap({ try? DomainName($0) }) else { return [] }
      return await self.servers.servers(for: start)
    }
    return await withTaskGroup(of: (Int, ServerAnswer).self) { group in
      for (index, server) in servers.enumerated() {
        group.addTask { (index, await self.ask(server, name, pair)) }
      }
      var answers: [(Int, ServerAnswer)] = []
      for await answer in group { answers.append(answer) }
      return answers.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  // Out of line: see the typed throws in CONTRIBUTING.md.
  @inline(never)
  private func ask(_ server: ServerAddress, _ name: DomainName, _ pair: WatchedPair) async -> ServerAnswer {
    let reply: DNSMessage
    do throws(ServerQueryError) {
      reply = try await ServerQuery.ask(Question(name, .txt), at: server, timeout: self.timeout, dnssecOK: true)
    } catch {
      return ServerAnswer(server: "\(server)", silence: "\(error)")
    }
    guard [.noError, .nameError].contains(reply.responseCode), reply.header.isAuthoritative else {
      return ServerAnswer(
        server: "\(server)",
        silence: "it answered \(reply.responseCode), \(reply.header.isAuthoritative ? "" : "not ")authoritative")
    }
    let texts = reply.answers(name, .txt).compactMap { try? TXTData.join($0.rdata) }
    let ours = texts.filter {
      DeclarationRecord.read($0, origin: pair.origin, destination: pair.destination) != .notOurs
    }
    return ServerAnswer(
      server: "\(server)", records: Set(ours),
      signature: SeenSignature.best(of: reply, over: .txt, at: name, from: server, now: self.now()))
  }
}
