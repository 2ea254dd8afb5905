import AgentControl

/// A relationship in a document.
struct RelationshipEntry: Encodable, Sendable {
  let origin: String
  let destination: String
  /// Which ends the agent speaks for: `origin`, `destination` or `both`.
  let served: String
  let partner: String?
  let startedHere: Bool
  let generation: Int64
  let state: String
  let owner: String
  let originKeys: [String]
  let destinationKeys: [String]
  let originHalves: [String]
  let destinationHalves: [String]
  let validUntil: String?
  let createdAt: String
  let changedAt: String
  let establishedAt: String?
  /// Whether an earlier round stands while this one is under way, and until when.
  let renewing: Bool
  let standsUntil: String?
  /// When it is to be renewed, or tried again.
  let dueAt: String?
  /// How many renewals in a row came to nothing.
  let setbacks: Int
  let failure: ErrorDocument.Entry?

  init(_ info: RelationshipInfo) {
    self.origin = info.origin
    self.destination = info.destination
    self.served = info.served
    self.partner = info.partner
    self.startedHere = info.startedHere
    self.generation = info.generation
    self.state = info.state
    self.owner = info.owner
    self.originKeys = info.originKeys
    self.destinationKeys = info.destinationKeys
    self.originHalves = info.originHalves
    self.destinationHalves = info.destinationHalves
    self.validUntil = Moment.text(info.validUntil)
    self.createdAt = Moment.text(info.createdAt)
    self.changedAt = Moment.text(info.changedAt)
    self.establishedAt = Moment.text(info.establishedAt)
    self.renewing = info.isRenewing
    self.standsUntil = Moment.text(info.standsUntil)
    self.dueAt = Moment.text(info.dueAt)
    self.setbacks = info.setbacks
    self.failure = info.failure.map { ErrorDocument.Entry(Complaint($0)) }
  }
}
