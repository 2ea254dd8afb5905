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
      originKey: Self.digest(relationship.originKey), destinationKey: Self.digest(relationship.destinationKey),
      originHalf: relationship.originHalf, destinationHalf: relationship.destinationHalf,
      validUntil: relationship.validUntil, createdAt: relationship.createdAt, changedAt: relationship.changedAt,
      establishedAt: relationship.establishedAt,
      failure: relationship.failure.map {
        ControlError(
          kind: $0.isRefusal ? .refused : .unreachable, code: $0.code, subject: relationship.pair.description,
          message: $0.message, next: $0.next)
      })
  }

  private static func digest(_ spki: [UInt8]?) -> String? {
    spki.flatMap { try? PublicKey(spkiDER: $0) }?.digest.base64URL
  }
}
