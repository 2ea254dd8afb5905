/// What is to be done next for a relationship. Each can be done again after a crash.
package enum RelationshipAction: Hashable, Sendable {
  /// Begin the next round: it is time to renew.
  case renew
  /// Name our keys to the partner and learn its own.
  case agreeKeys
  /// Get the partner's half, give ours, keep both.
  case exchangeHalves
  /// Replace the zone's RRset, and see it served everywhere and validated.
  case publish
  /// Tell the destination, and learn what it sees.
  case tellPublished
  /// Look at the declaration as a client does.
  case look
  /// Wait for the origin's agent to publish, and ask now and then.
  case awaitPublication
  /// The other side drives; it will call.
  case awaitPartner
  /// Take the RRset out of the zone.
  case remove
  /// Tell the partner that it is over.
  case tellWithdrawn
  /// Nothing: it is established and not yet to be renewed, failed or withdrawn.
  case rest
}
