package import Declarations

/// An origin and a destination, and how far their mutual declaration has come.
///
/// A relationship lives through rounds: its registration, then each renewal or change of keys. The fields below are those
/// of the round under way or last ended; what an earlier round left published is ``standing``.
package struct Relationship: Hashable, Sendable {
  package let pair: HostPair
  package var served: ServedEnds
  /// The partner's name in this agent's file; nil when this agent serves both ends.
  package var partner: String?
  /// Whether this agent began the round, and so drives it.
  package var startedHere: Bool
  /// Counts the rounds of this pair, from 1.
  package var generation: Int64
  /// The round with which this relationship began: earlier ones were of another that has ended.
  package var firstGeneration: Int64
  package var state: RelationshipState
  package var keys = HostKeys()
  /// The longest validity of a statement that the partner accepts, seconds.
  package var maximumValidity: Int64?
  /// The latest moment until which the partner's half can hold, Unix seconds; nil where nothing but the validity limits it.
  package var latestExpiry: Int64?
  package var halves = Halves()
  /// When the first of this round's halves ends, Unix seconds.
  package var validUntil: Int64?
  /// Until when the last half that was ever given away holds, Unix seconds.
  package var givenUntil: Int64?
  package var publication: PublicationState
  package var standing: Standing?
  /// Records of rounds that were left behind after an update may have been sent.
  package var stray: [String] = []
  /// How many renewals in a row came to nothing.
  package var setbacks: Int64 = 0
  /// When an established relationship is to be renewed, or tried again, Unix seconds.
  package var dueAt: Int64?
  /// The highest fencing number that the partner's agents have shown; 0 while they show none.
  package var partnerFence: Int64 = 0
  /// When the round began, Unix seconds.
  package let createdAt: Int64
  /// Unix seconds.
  package var changedAt: Int64
  /// When it was established for the first time, Unix seconds; nil when it never was.
  package var establishedAt: Int64?
  /// Since when records with these very keys are published, Unix seconds: of the round under way or of earlier ones without a
  /// break; nil while they are not, or where that is not known.
  package var declaredAt: Int64?
  /// The last failure of this round, or of the renewal that came to nothing.
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
    self.firstGeneration = generation
    self.state = state
    self.publication = .none
    self.createdAt = now
    self.changedAt = now
  }

  package var origin: HostName { self.pair.origin }
  package var destination: HostName { self.pair.destination }

  /// Whether somebody must look at it: its state does not rest, or its time has come.
  package func isDue(at now: Int64) -> Bool { !self.state.rests || self.dueAt.map { $0 <= now } == true }

  /// Whether a round is under way while an earlier one stands.
  package var isRenewing: Bool { self.standing != nil && !self.state.rests }
}
