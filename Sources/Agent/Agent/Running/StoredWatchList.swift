import AgentStore
import Monitoring

/// The relationships of the store that have something published, as far as they are this agent's to work on.
struct StoredWatchList: WatchList {
  let store: any RelationshipStore
  let division: any WorkDivision

  func pairs() async throws -> [WatchedPair] {
    try await self.store.relationships().filter { $0.isWatched && self.division.mine($0.pair) != nil }
      .map { WatchedPair(origin: $0.origin, destination: $0.destination) }
  }

  func right(_ pair: WatchedPair) async -> [Set<[UInt8]>]? {
    let pair = HostPair(origin: pair.origin, destination: pair.destination)
    guard self.division.mine(pair) != nil else { return nil }
    let relationship: Relationship?
    do {
      relationship = try await self.store.relationship(pair)
    } catch {
      // The store may be away for a while; what the servers have can be compared all the same.
      return []
    }
    guard let relationship, relationship.isWatched else { return nil }
    return relationship.rightRecords
  }
}

extension Relationship {
  /// Whether something of it is meant to be published.
  fileprivate var isWatched: Bool { self.state == .established || (self.standing != nil && self.state != .withdrawing) }

  /// What its zone's servers may have: what stands, and what is being put in its place.
  fileprivate var rightRecords: [Set<[UInt8]>] {
    [self.standing?.halves.all, self.halves.all].compactMap(\.self).filter { !$0.isEmpty }
      .map { Set($0.map { Array($0.utf8) }) }
  }
}
