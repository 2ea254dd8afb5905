import AgentControl
import DNS
import Declarations
import Foundation
import HopVerifier
import Loopback
import TLSKeys

/// What must be so once everything has been left alone and is quiet.
struct SoakEnd: Sendable {
  let world: SoakWorld
  let ledger: SoakLedger

  private static func now() -> Int64 { Int64(Date().timeIntervalSince1970) }

  /// Waits until neither agent has anything to do; what stays restless is a problem.
  func waitUntilQuiet(_ patience: Double, _ tell: (String) -> Void) async throws {
    let end = ContinuousClock.now + .seconds(patience)
    var told = Int.max
    while true {
      let sides = try await SoakSides.ask(self.world)
      let restless = sides.restless(self.world.pairs, now: Self.now())
      guard let first = restless.first else { return }
      if restless.count < told {
        told = restless.count
        tell("\(told) pairs have something to do; \(first): \(sides.describe(first))")
      }
      if ContinuousClock.now >= end {
        for pair in restless {
          await self.ledger.note(problem: "\(pair) does not come to rest: \(sides.describe(pair))")
        }
        return
      }
      try await Task.sleep(for: .milliseconds(500))
    }
  }

  func renewWhatWasPutOff() async {
    guard let sides = try? await SoakSides.ask(self.world) else { return }
    await withDiscardingTaskGroup { group in
      for pair in self.world.pairs {
        for side in SoakParty.Name.allCases where (sides[side, pair]?.setbacks ?? 0) > 0 {
          group.addTask {
            _ = try? await self.world.party(side).control { agent in
              try await agent.renewRelationship(
                origin: pair.origin.description, destination: pair.destination.description)
            }
          }
        }
      }
    }
  }

  func check() async throws {
    let sides = try await SoakSides.ask(self.world)
    for pair in self.world.pairs { await self.check(pair, sides) }
    try await self.checkZones(sides)
    try await self.verify(sides)
  }

  private func check(_ pair: SoakPair, _ sides: SoakSides) async {
    let words = "\(sides.describe(pair)); before: \(await self.ledger.story(pair))"
    let belief = await self.ledger.belief(pair)
    guard let texts = await self.world.served(pair) else {
      return await self.ledger.note(problem: "knotd gives no answer about \(pair)")
    }
    let (ours, theirs) = (sides[pair.publisher, pair], sides[pair.publisher.other, pair])
    let (stands, standsThere) = (ours?.state == "established", theirs?.state == "established")
    guard stands == standsThere else {
      return await self.ledger.note(problem: "\(pair) stands on one side only: \(words)")
    }
    if belief == .stands, !stands {
      await self.ledger.note(problem: "\(pair) was told to be established, and is lost: \(words)")
    }
    if belief == .gone, stands {
      await self.ledger.note(problem: "the end of \(pair) was told, and is lost: \(words)")
    }
    guard stands, let ours, let theirs else {
      if !texts.isEmpty { await self.ledger.note(problem: "\(pair) is over, and still published: \(words)") }
      return await self.ledger.count("in the end: absent")
    }
    await self.ledger.count("in the end: established")
    let halves = Set(ours.originHalves + ours.destinationHalves)
    if halves != Set(theirs.originHalves + theirs.destinationHalves) {
      await self.ledger.note(problem: "the two agents have other halves of \(pair): \(words)")
    }
    if texts != halves {
      await self.ledger.note(
        problem:
          "\(pair) is published with \(texts.count) records that are not the \(halves.count) of its round: \(words)")
    }
    await self.checkKeys(pair, ours, isPutOff: max(ours.setbacks, theirs.setbacks) > 0, words)
  }

  /// A change of keys that was told is declared everywhere, unless its round was put off.
  private func checkKeys(_ pair: SoakPair, _ info: RelationshipInfo, isPutOff: Bool, _ words: String) async {
    guard !isPutOff else { return await self.ledger.count("in the end: put off") }
    for (host, declared) in [(pair.origin, info.originKeys), (pair.destination, info.destinationKeys)] {
      guard await !self.ledger.unsureHosts.contains(host) else { continue }
      let held = await self.ledger.held(host)
      let found = held.filter { declared.contains($0.key.digest.base64URL) }.map(\.number)
      let wanted = held.filter { !$0.isRetired }.map(\.number)
      guard found != wanted || declared.count != wanted.count else { continue }
      await self.ledger.note(
        problem:
          "\(pair) declares the keys \(found) of \(host) and is to declare \(wanted): \(words); "
          + "about the host: \(await self.ledger.story(host))")
    }
  }

  /// No record below `_m2dmrt` that no relationship owns.
  private func checkZones(_ sides: SoakSides) async throws {
    let standing = Set(
      self.world.pairs.filter { sides[$0.publisher, $0]?.state == "established" }.map { "\($0.owner)." })
    let policies = Set(self.world.parties.values.flatMap(\.hosts).map { "\(RelationshipNames.label).\($0)." })
    for zone in SoakWorld.zoneNames {
      for line in try await self.world.knot.contents(of: "\(zone).") {
        let words = line.split(separator: " ")
        guard words.count > 2, words.contains("TXT"), !words.contains("RRSIG"), !words.contains("NSEC3"),
          let owner = words.first.map({ $0.lowercased() })
        else { continue }
        guard !standing.contains(owner), !policies.contains(owner) else { continue }
        await self.ledger.note(problem: "the zone \(zone) has a record that nobody owns: \(line.prefix(200))")
      }
    }
  }

  /// As a client behind the caching resolver sees it, whichever of the keys it meets.
  private func verify(_ sides: SoakSides) async throws {
    let anchors = try TrustAnchors(presentation: [self.world.knot.trustAnchorDS])
    let names = try ValidatingResolver(
      ResolverConfiguration(path: .forward([self.world.resolver]), trustAnchors: anchors))
    let direct = ResolverConfiguration(path: .forward([self.world.authority]), trustAnchors: anchors)
    let verifier = HopVerifier(
      names: names, startsAtZoneServers: false,
      freshLook: FreshLook(name: "knotd") { try ValidatingResolver(direct) }, memory: NoPolicyMemory(),
      deadline: .seconds(5), now: { Self.now() })
    for pair in self.world.pairs {
      guard let info = sides[pair.publisher, pair], info.state == "established" else { continue }
      let origin = await self.keys(info.originKeys, of: pair.origin)
      let destination = await self.keys(info.destinationKeys, of: pair.destination)
      for number in 0..<max(origin.count, destination.count) {
        guard !origin.isEmpty, !destination.isEmpty else { break }
        let hop = Hop(
          origin: .name(pair.origin), destination: .name(pair.destination), kinds: [.redirect],
          originEnd: .keys([origin[number % origin.count]]))
        let met = HopEnd.keys([destination[number % destination.count]])
        let verdict = await verifier.verify(hop) { met }
        await self.ledger.count(verdict.fresh ? "verified after a fresh look" : "verified")
        guard verdict.judgement.verdict != .verified else { continue }
        await self.ledger.note(
          problem: "\(pair) is \(verdict.judgement.verdict.rawValue) to a client: \(verdict.judgement.reason ?? "")")
      }
    }
  }

  private func keys(_ digests: [String], of host: HostName) async -> [PublicKey] {
    await self.ledger.held(host).map(\.key).filter { digests.contains($0.digest.base64URL) }
  }
}
