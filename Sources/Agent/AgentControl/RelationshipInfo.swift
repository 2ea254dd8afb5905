/// One relationship as the agent tells of it.
package struct RelationshipInfo: Hashable, Sendable {
  package var origin: String
  package var destination: String
  /// `origin`, `destination` or `both`: the ends this agent speaks for.
  package var served: String
  /// nil when this agent speaks for both ends.
  package var partner: String?
  package var startedHere: Bool
  package var generation: Int64
  /// `proposed`, `keysAgreed`, `halvesExchanged`, `published`, `established`, `failed`, `withdrawing`, `withdrawn`.
  package var state: String
  /// The declaration's owner name.
  package var owner: String
  /// SHA-256 of the public keys, base64url; empty while unknown.
  package var originKeys: [String]
  package var destinationKeys: [String]
  /// The records of this round; empty while there are none.
  package var originHalves: [String]
  package var destinationHalves: [String]
  /// When the first of both halves ends, Unix seconds, as are the other times.
  package var validUntil: Int64?
  package var createdAt: Int64
  package var changedAt: Int64
  package var establishedAt: Int64?
  /// Whether an earlier round stands while this one is under way, and until when.
  package var isRenewing = false
  package var standsUntil: Int64?
  /// When it is to be renewed, or tried again.
  package var dueAt: Int64?
  /// How many renewals in a row came to nothing.
  package var setbacks = 0
  package var failure: ControlError?

  package init(
    origin: String, destination: String, served: String, partner: String?, startedHere: Bool, generation: Int64,
    state: String, owner: String, originKeys: [String], destinationKeys: [String],
    originHalves: [String], destinationHalves: [String], validUntil: Int64?, createdAt: Int64, changedAt: Int64,
    establishedAt: Int64?,
    failure: ControlError?
  ) {
    self.origin = origin
    self.destination = destination
    self.served = served
    self.partner = partner
    self.startedHere = startedHere
    self.generation = generation
    self.state = state
    self.owner = owner
    self.originKeys = originKeys
    self.destinationKeys = destinationKeys
    self.originHalves = originHalves
    self.destinationHalves = destinationHalves
    self.validUntil = validUntil
    self.createdAt = createdAt
    self.changedAt = changedAt
    self.establishedAt = establishedAt
    self.failure = failure
  }
}
