import AgentStore
import Declarations
import Monitoring

extension MonitorEvent {
  /// What a change of a stored relationship gives cause to tell; nil for nothing.
  ///
  /// - Parameter now: Unix seconds.
  init?(_ before: Relationship?, _ after: Relationship, at now: Int64) {
    let notice = RelationshipNotice(
      origin: after.origin.description, destination: after.destination.description, partner: after.partner,
      generation: after.generation, validUntil: after.validUntil)
    let isNewState = before?.state != after.state || before?.generation != after.generation
    switch after.state {
    case .established where after.setbacks > (before?.setbacks ?? 0):
      guard let failure = after.failure else { return nil }
      self.init(at: now, .relationshipFailed(FailureNotice(after, failure, renewal: true)))
    case .established where isNewState && after.generation > after.firstGeneration && after.setbacks == 0:
      self.init(at: now, .relationshipRenewed(notice))
    case .established where isNewState && after.generation == after.firstGeneration:
      self.init(at: now, .relationshipEstablished(notice))
    case .failed where isNewState:
      guard let failure = after.failure else { return nil }
      self.init(at: now, .relationshipFailed(FailureNotice(after, failure, renewal: false)))
    case .withdrawn where isNewState:
      self.init(at: now, .relationshipWithdrawn(notice))
    default: return nil
    }
  }
}

extension FailureNotice {
  fileprivate init(_ relationship: Relationship, _ failure: RecordedFailure, renewal: Bool) {
    self.init(
      origin: relationship.origin.description, destination: relationship.destination.description,
      partner: relationship.partner, code: failure.code, message: failure.message, renewal: renewal)
  }
}
