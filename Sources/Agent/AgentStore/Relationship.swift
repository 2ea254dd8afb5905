package import Declarations

/// An origin and a destination, and how far their mutual declaration has come.
package struct Relationship: Hashable, Sendable {
  package let pair: HostPair
  package var served: ServedEnds
  /// The partner's name in this agent's file; nil when this agent serves both ends.
  package var partner: String?
  /// Whether this agent began the round, and so drives it.
  package var startedHere: Bool
  /// Counts the rounds of this pair, from 1.
  package var generation: Int64
  package var state: RelationshipState
  /// SubjectPublicKeyInfo DER of the origin's key.
  package var originKey: [UInt8]?
  /// SubjectPublicKeyInfo DER of the destination's key.
  package var destinationKey: [UInt8]?
  /// The longest validity of a statement that the partner accepts, seconds.
  package var maximumValidity: Int64?
  /// TXT octets of the half signed by the origin.
  package var originHalf: String?
  /// TXT octets of the half signed by the destination.
  package var destinationHalf: String?
  /// When the first half that was given away ends, Unix seconds.
  package var validUntil: Int64?
  package var publication: PublicationState
  /// Unix seconds.
  package let createdAt: Int64
  /// Unix seconds.
  package var changedAt: Int64
  /// Unix seconds; nil when it never was established.
  package var establishedAt: Int64?
  /// The last failure of this round.
  package var failure: RecordedFailure?
  /// Why it was withdrawn, for a person.
  package var withdrawReason: String?

  package init(
    pair: HostPair, served: ServedEnds, partner: String?, startedHere: Bool, generation: Int64,
    state: RelationshipState, at now: Int64
  ) {
    self.pair = pair
    self.served = served
    self.partner = partner
    self.startedHere = startedHere
    self.generation = generation
    self.state = state
    self.publication = .none
    self.createdAt = now
    self.changedAt = now
  }

  package var origin: HostName { self.pair.origin }
  package var destination: HostName { self.pair.destination }
}
