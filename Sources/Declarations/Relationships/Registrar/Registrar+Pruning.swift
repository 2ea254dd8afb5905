package import AgentStore
import Declarations
import Logging
import TLSKeys

extension Registrar {
  /// Looks for records in this agent's zones that a key of ours has signed and that no relationship owns.
  ///
  /// Removing is safe beside everything that is under way: the records are read first and the store after them, where an agent
  /// writes down what it is about to publish; and the update demands that the records are still those. Only the agent that
  /// works on a pair removes anything of it, and not while it takes a step there.
  ///
  /// - Parameters:
  ///   - zones: which; all that this agent publishes in where none is named.
  ///   - pairs: whose names to look at where a zone cannot be transferred, besides those in the store.
  ///   - removes: whether what is found is removed.
  /// - Throws: ``StepFailure`` when nothing was looked for.
  package func prune(
    zones: [String] = [], pairs: [HostPair] = [], removes: Bool
  ) async throws(StepFailure) -> PruneOutcome {
    let publications = try self.publications(zones)
    let relationships = try await self.storedRelationships()
    var outcome = PruneOutcome()
    var seen: [HostPair: ServedRRset] = [:]
    for publication in publications {
      let known = Set(relationships.filter(\.served.publishes).map(\.pair) + pairs)
        .filter { self.publication(for: $0)?.zone == publication.zone }
      let (search, found) = await self.search(publication, known)
      outcome.searches.append(search)
      seen.merge(found) { $1 }
    }
    let keys = await self.signingKeys(of: Set(seen.keys.map(\.origin)), relationships, &outcome.problems)
    let finds = await Self.each(Array(seen)) { one in
      await self.leftOver(at: one.key, one.value, keys[one.key.origin] ?? [], removes: removes)
    }
    for find in finds {
      switch find {
      case .success(let leftOver): outcome.leftOvers += [leftOver].compactMap(\.self)
      case .failure(let failure): outcome.problems.append(failure)
      }
    }
    outcome.leftOvers.sort { $0.pair < $1.pair }
    return outcome
  }

  /// The keys by which records of these hosts are known as ours: what signing agents hold, retired or not, and what the
  /// store knows of earlier ones.
  private func signingKeys(
    of hosts: Set<HostName>, _ relationships: [Relationship], _ problems: inout [StepFailure]
  ) async -> [HostName: [PublicKey]] {
    var spkis: [HostName: Set<[UInt8]>] = [:]
    for relationship in relationships where relationship.served.publishes && hosts.contains(relationship.origin) {
      spkis[relationship.origin, default: []].formUnion(relationship.knownKeys.origin)
    }
    for host in hosts.sorted() {
      guard let served = self.organization.hosts[host] else { continue }
      do throws(StepFailure) {
        spkis[host, default: []].formUnion(try await served.signer.keys(of: host).map(\.key.spkiDER))
      } catch {
        problems.append(
          StepFailure(
            error.kind, code: error.code,
            message: "which keys \(host) has could not be found out, so only records by earlier ones are known: "
              + error.message, next: error.next))
      }
    }
    return spkis.mapValues { $0.compactMap { try? PublicKey(spkiDER: $0) } }
  }

  /// What is left over at the name of a pair, and is removed where that is asked for.
  private nonisolated func leftOver(
    at pair: HostPair, _ served: ServedRRset, _ keys: [PublicKey], removes: Bool
  ) async -> Result<PruneOutcome.LeftOver?, StepFailure> {
    do throws(StepFailure) {
      guard var found = try await self.judge(pair, served, keys)?.leftOver else { return .success(nil) }
      guard removes else { return .success(found) }
      do throws(StepFailure) {
        found.isRemoved = try await self.removeLeftOver(at: pair, keys)
        if !found.isRemoved { return .success(nil) }
      } catch {
        found.failure = error
      }
      return .success(found)
    } catch {
      return .failure(error)
    }
  }

  private struct Judged {
    let leftOver: PruneOutcome.LeftOver
    let rdata: [[UInt8]]
    let texts: Set<[UInt8]>
  }

  private nonisolated func judge(
    _ pair: HostPair, _ served: ServedRRset, _ keys: [PublicKey]
  ) async throws(StepFailure) -> Judged? {
    let rule = LeftOverRule(
      pair: pair, relationship: try await self.storedRelationship(pair), originKeys: keys)
    let places = rule.leftOver(in: served.texts)
    guard !places.isEmpty else { return nil }
    let texts = places.compactMap { served.texts[$0] }
    return Judged(
      leftOver: PruneOutcome.LeftOver(
        pair: pair, owner: try self.owner(of: pair), records: texts.map { String(decoding: $0, as: UTF8.self) },
        isOwned: rule.isOwned), rdata: places.map { served.rdata[$0] }, texts: Set(texts))
  }

  /// - Returns: false where nothing is left over any more.
  private func removeLeftOver(at pair: HostPair, _ keys: [PublicKey]) async throws(StepFailure) -> Bool {
    guard let permit = self.division.begin(pair) else {
      let other = self.division.other(pair) ?? "another agent, or none yet"
      throw .refused(
        "othersPair", "\(pair) belongs to the part that \(other) works on", next: "Run the command there too")
    }
    defer { permit.end() }
    guard await self.holdInTime(pair) else {
      throw .unavailable("underWay", "a step of \(pair) is under way", next: "Run the command again")
    }
    defer { self.letGo(pair) }
    let owner = try self.owner(of: pair)
    let publisher = try self.organization.publisher(for: owner)
    // The store is read after the zone: what an agent is about to publish is there before the zone has it.
    let seen = try await publisher.served(at: owner)
    guard let judged = try await self.judge(pair, seen, keys) else { return false }
    guard self.division.mine(pair) != nil else { throw .lostClaim(pair) }
    try await publisher.change(at: owner, seen: seen, removing: judged.rdata, adding: [])
    self.logger.notice("Left-over records were removed", metadata: ["pair": "\(pair)", "owner": "\(owner)"])
    try await publisher.confirmAbsence(at: owner, of: judged.texts)
    return true
  }

  /// Keeps drivers from the pair, once one that works on it has come to its end; false where that takes long.
  private func holdInTime(_ pair: HostPair) async -> Bool {
    for _ in 0..<Self.holdTries {
      if self.hold(pair) { return true }
      guard (try? await Task.sleep(for: .milliseconds(50))) != nil else { return false }
    }
    return false
  }

  private static let holdTries = 100
}
