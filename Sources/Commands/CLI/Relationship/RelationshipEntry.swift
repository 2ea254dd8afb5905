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
  let originKey: String?
  let destinationKey: String?
  let originHalf: String?
  let destinationHalf: String?
  let validUntil: String?
  let createdAt: String
  let changedAt: String
  let establishedAt: String?
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
    self.originKey = info.originKey
    self.destinationKey = info.destinationKey
    self.originHalf = info.originHalf
    self.destinationHalf = info.destinationHalf
    self.validUntil = Moment.text(info.validUntil)
    self.createdAt = Moment.text(info.createdAt)
    self.changedAt = Moment.text(info.changedAt)
    self.establishedAt = Moment.text(info.establishedAt)
    self.failure = info.failure.map { ErrorDocument.Entry(Complaint($0)) }
  }
}
