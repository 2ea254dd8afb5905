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
  /// SHA-256 of the public key, base64url; nil while unknown.
  package var originKey: String?
  package var destinationKey: String?
  /// The record as published; nil while there is none.
  package var originHalf: String?
  package var destinationHalf: String?
  /// When the first of both halves ends, Unix seconds, as are the other times.
  package var validUntil: Int64?
  package var createdAt: Int64
  package var changedAt: Int64
  package var establishedAt: Int64?
  package var failure: ControlError?

  package init(
    origin: String, destination: String, served: String, partner: String?, startedHere: Bool, generation: Int64,
    state: String, owner: String, originKey: String?, destinationKey: String?, originHalf: String?,
    destinationHalf: String?, validUntil: Int64?, createdAt: Int64, changedAt: Int64, establishedAt: Int64?,
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
    self.originKey = originKey
    self.destinationKey = destinationKey
    self.originHalf = originHalf
    self.destinationHalf = destinationHalf
    self.validUntil = validUntil
    self.createdAt = createdAt
    self.changedAt = changedAt
    self.establishedAt = establishedAt
    self.failure = failure
  }
}
