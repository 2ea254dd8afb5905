import AgentControl
import AgentStore
import Declarations
import TLSKeys

extension RelationshipInfo {
  init(_ relationship: Relationship) {
    self.init(
      origin: relationship.origin.description, destination: relationship.destination.description,
      served: relationship.served.rawValue, partner: relationship.partner, startedHere: relationship.startedHere,
      generation: relationship.generation, state: relationship.state.rawValue,
      owner: RelationshipNames.declarationOwner(
        origin: relationship.origin, destination: relationship.destination) ?? "",
      originKeys: Self.digests(relationship.keys.origin), destinationKeys: Self.digests(relationship.keys.destination),
      originHalves: relationship.halves.origin, destinationHalves: relationship.halves.destination,
      validUntil: relationship.validUntil, createdAt: relationship.createdAt, changedAt: relationship.changedAt,
      establishedAt: relationship.establishedAt,
      failure: relationship.failure.map {
        ControlError(
          kind: $0.isRefusal ? .refused : .unreachable, code: $0.code, subject: relationship.pair.description,
          message: $0.message, next: $0.next)
      })
    self.isRenewing = relationship.isRenewing
    self.standsUntil = relationship.standing?.validUntil
    self.dueAt = relationship.dueAt
    self.setbacks = Int(clamping: relationship.setbacks)
  }

  private static func digests(_ spkis: [[UInt8]]) -> [String] { spkis.map { KeyDigest(spkiDER: $0).base64URL } }
}
