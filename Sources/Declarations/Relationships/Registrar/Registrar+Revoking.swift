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
    var revoked: [HostName: Set<KeyDigest>] = [:]
    for (host, spkis) in relationship.ourPublishedKeys {
      let keys = try await self.keyChoice(of: host).revoked
      revoked[host] = keys.isEmpty ? [] : keys.intersection(spkis.map { KeyDigest(spkiDER: $0) })
    }
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
  /// Keys of ours by which what is published is signed.
  fileprivate var ourPublishedKeys: [HostName: [[UInt8]]] {
    let published = self.standing?.keys ?? self.keys
    var keys = [self.origin: published.origin]
    if self.served == .both { keys[self.destination] = published.destination }
    return keys
  }
}
