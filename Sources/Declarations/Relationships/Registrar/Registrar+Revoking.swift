import AgentStore
package import Declarations
import Logging
package import TLSKeys

extension Registrar {
  /// Takes what revoked keys of ours have signed out of our zone, where it is published; what stands then verifies by other
  /// keys, or nothing is left of it. The next round, which is due, follows at once.
  func takeOutRevoked(_ relationship: Relationship) async throws {
    guard relationship.served.publishes, relationship.state == .established || relationship.standing != nil else {
      return
    }
    let revoked = try await self.revokedKeys(relationship)
    guard revoked.values.contains(where: { !$0.isEmpty }) else { return }
    let owner = try self.owner(of: relationship.pair)
    let publisher = try self.organization.publisher(for: owner)
    let seen = try await publisher.served(at: owner)
    let ours = relationship.mayBePublished
    let goes = Set(
      RevokedRecords(pair: relationship.pair, revoked: revoked)
        .goes(of: seen.texts.compactMap(\.self).filter { ours.contains($0) }))
    guard !goes.isEmpty else { return }
    guard self.division.mine(relationship.pair) != nil else { throw StepFailure.lostClaim(relationship.pair) }
    let rdata = zip(seen.rdata, seen.texts).filter { $1.map { goes.contains($0) } ?? false }.map(\.0)
    try await publisher.change(at: owner, seen: seen, removing: rdata, adding: [])
    self.logger.warning(
      "Records by a revoked key were taken out",
      metadata: [
        "pair": "\(relationship.pair)", "records": "\(rdata.count)", "left": "\(seen.rdata.count - rdata.count)",
      ])
    try await publisher.confirmAbsence(at: owner, of: goes)
  }

  /// Takes a step by which a round is published, or told of. Where that does not succeed, and a revoked key has a part in the
  /// round, the round is given up: what the key signed shall not stand until a server, or the partner, is there again.
  func finishUnlessRevoked(
    _ relationship: Relationship, _ hints: DriveHints, _ step: () async throws -> Void
  ) async throws {
    do {
      try await step()
    } catch let failure as StepFailure {
      let isRevoked = try await self.revokedKeys(relationship).contains { !$0.value.isEmpty }
      guard isRevoked, !Task.isCancelled else { throw failure }
      guard relationship.standing != nil else {
        throw StepFailure.refused(
          "keyRevoked", "a key of \(relationship.pair) was revoked before the round was done: \(failure.message)",
          next: "Register it again: warifu relationship create \(relationship.origin) \(relationship.destination)")
      }
      hints.drop()
      try await self.takeOutRevoked(relationship)
      try await self.beginRenewal(relationship)
    }
  }

  /// Begins the next round, whose first step takes out what revoked keys signed. That comes after: a name that is empty could
  /// be taken for that of a relationship which was ended since a backup.
  func beginRenewalOrTakeOut(_ relationship: Relationship) async throws {
    do {
      try await self.beginRenewal(relationship)
    } catch let failure as StepFailure {
      try await self.takeOutRevoked(relationship)
      throw failure
    }
  }

  /// The revoked keys of ours by which something of the relationship may be signed that is published.
  private func revokedKeys(_ relationship: Relationship) async throws -> [HostName: Set<KeyDigest>] {
    var revoked: [HostName: Set<KeyDigest>] = [:]
    for (host, spkis) in relationship.ourPublishedKeys {
      let keys = try await self.keyChoice(of: host).revoked
      // Whose keys signed what strayed is not remembered.
      revoked[host] =
        relationship.stray.isEmpty ? keys.intersection(spkis.map { KeyDigest(spkiDER: $0) }) : keys
    }
    return revoked
  }

  /// What revoking a key means for the relationships there are.
  package func outlook(revoking key: KeyDigest, of name: HostName) async throws(StepFailure) -> RevocationOutlook {
    let relationships = try await self.storedRelationships()
    var outlook = RevocationOutlook()
    for relationship in relationships where !relationship.state.isOver && relationship.state != .withdrawing {
      let known = relationship.knownKeys
      let own =
        (relationship.origin == name && relationship.served != .destination ? known.origin : [])
        .union(relationship.destination == name && relationship.served != .origin ? known.destination : [])
      guard own.contains(where: { KeyDigest(spkiDER: $0) == key }) else { continue }
      guard relationship.served.publishes else {
        outlook.partners += 1
        continue
      }
      guard relationship.state != .halvesExchanged, relationship.state != .published else {
        outlook.underWay += 1
        continue
      }
      let texts = (relationship.standing?.halves ?? relationship.halves).all.map { Array($0.utf8) }
      let goes = RevokedRecords(pair: relationship.pair, revoked: [name: [key]]).goes(of: texts)
      if goes.isEmpty { continue }
      if goes.count < texts.count { outlook.stillVerified += 1 } else { outlook.undeclared += 1 }
    }
    return outlook
  }
}

extension Relationship {
  /// Keys of ours by which what is published, or being published, is signed.
  fileprivate var ourPublishedKeys: [HostName: Set<[UInt8]>] {
    var keys = [self.origin: self.knownKeys.origin]
    if self.served == .both { keys[self.destination] = self.knownKeys.destination }
    return keys
  }
}
