package import AgentStore

/// What happened to a relationship. All times are Unix seconds.
package enum RelationshipEvent: Hashable, Sendable {
  /// Somebody here asked for a round: the registration, or a renewal of what is established.
  case proposed(served: ServedEnds, partner: String?, generation: Int64)
  /// The partner began a round, and named both sides' keys with ours.
  case opened(partner: String, served: ServedEnds, generation: Int64, keys: AgreedKeys)
  /// The partner remembers more rounds than we do, or other halves of this one; the number of the round it will take.
  case outpaced(generation: Int64)
  /// The partner answered our opening, or both hosts are ours.
  case keysAgreed(AgreedKeys)
  /// Our half was signed for the partner and is about to be given away: one record for each of our keys.
  case halfGiven(records: [String], expires: Int64)
  /// Both halves are held by both sides.
  case halvesExchanged(Halves, validUntil: Int64)
  /// Our zone serves both halves and they validate, or the partner says that its zone serves them.
  case published
  /// The destination sees a verified relationship.
  case seen
  /// A step could not be done now and will be tried again.
  case heldUp(RecordedFailure)
  /// It cannot be done.
  case failed(RecordedFailure)
  /// A renewal came to nothing; what stands remains, and is tried again then.
  case setBack(RecordedFailure, until: Int64)
  /// A key was added or is to go: the next round is due then, whatever was planned.
  case due(at: Int64)
  /// The partner's agent showed this fencing number.
  case fenced(Int64)
  /// The partner ended a later round, whose opening may still be on its way.
  case overtaken(generation: Int64)
  /// Somebody here, or the partner, ends it.
  case withdrawalBegun(reason: String)
  /// No server of our zone serves it any more.
  case removed
  /// The partner knows that it is over, or there is nobody to tell.
  case partnerTold
}
