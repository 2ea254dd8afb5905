/// How a relationship ended.
package struct Withdrawal: Hashable, Sendable {
  package var relationship: RelationshipInfo
  /// Until when the halves given before verify wherever they are kept, Unix seconds; nil when there are none.
  package var verifiesUntil: Int64?
  /// False when the partner could not be told yet; the agent keeps trying.
  package var partnerTold: Bool

  package init(relationship: RelationshipInfo, verifiesUntil: Int64?, partnerTold: Bool) {
    self.relationship = relationship
    self.verifiesUntil = verifiesUntil
    self.partnerTold = partnerTold
  }
}
