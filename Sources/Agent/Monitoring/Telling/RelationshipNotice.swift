import TLSKeys

/// A relationship has come to a state.
package struct RelationshipNotice: Hashable, Sendable, Codable {
  package let origin: String
  package let destination: String
  /// Nil where both hosts are this agent's.
  package let partner: String?
  package let generation: Int64
  /// Until when its halves hold, RFC 3339, UTC; nil where there are none.
  package let validUntil: String?

  /// - Parameter validUntil: Unix seconds.
  package init(origin: String, destination: String, partner: String?, generation: Int64, validUntil: Int64?) {
    self.origin = origin
    self.destination = destination
    self.partner = partner
    self.generation = generation
    self.validUntil = validUntil.map { TimeText.utc($0) }
  }
}
