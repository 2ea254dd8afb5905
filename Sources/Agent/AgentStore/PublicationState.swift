/// What the origin's agent knows of its zone's RRset for a relationship.
package enum PublicationState: String, Sendable, CaseIterable {
  /// Nothing was ever sent in this round.
  case none
  /// An update may have been sent; its outcome is not known.
  case underWay
  /// Every server served it, and it validated.
  case confirmed
  /// Every server said that it is gone.
  case removed
}
