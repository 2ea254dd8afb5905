package import AgentStore

/// What happened to a relationship.
package enum RelationshipEvent: Hashable, Sendable {
  /// Somebody here asked for it.
  case proposed(served: ServedEnds, partner: String?, generation: Int64)
  /// The partner began it, and named both sides' keys with ours.
  case opened(partner: String, served: ServedEnds, generation: Int64, keys: AgreedKeys)
  /// The partner remembers more rounds than we do; the number of the round it will take.
  case outpaced(generation: Int64)
  /// The partner answered our opening, or both hosts are ours.
  case keysAgreed(AgreedKeys)
  /// Our half was signed for the partner and is about to be given away.
  case halfGiven(half: String, expires: Int64)
  /// Both halves are held by both sides.
  case halvesExchanged(originHalf: String, destinationHalf: String, validUntil: Int64)
  /// Our zone serves both halves and they validate, or the partner says so of its zone.
  case published
  /// The destination sees a verified relationship.
  case seen
  /// A step could not be done now and will be tried again.
  case heldUp(RecordedFailure)
  /// It cannot be done.
  case failed(RecordedFailure)
  /// Somebody here, or the partner, ends it.
  case withdrawalBegun(reason: String)
  /// No server of our zone serves it any more.
  case removed
  /// The partner knows that it is over, or there is nobody to tell.
  case partnerTold
}
