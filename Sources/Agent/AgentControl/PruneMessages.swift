import Rpc
import SwiftProtobuf

extension PruneResult {
  /// One message for each, so that none is large however much was found.
  var replies: [Warifu_Control_V1_PruneRelationshipsReply] {
    self.zones.map { zone in .with { $0.zone = .init(zone) } }
      + self.leftOvers.map { leftOver in .with { $0.leftOver = .init(leftOver) } }
      + self.problems.map { problem in .with { $0.problem = .init(problem) } }
  }

  /// Takes the next message in.
  ///
  /// - Throws: what the agent refused the whole for.
  mutating func take(_ reply: Warifu_Control_V1_PruneRelationshipsReply) throws(ControlError) {
    switch reply.event {
    case .zone(let zone): self.zones.append(zone.value)
    case .leftOver(let leftOver): self.leftOvers.append(leftOver.value)
    case .problem(let problem): self.problems.append(problem.error)
    case .refusal(let refusal): throw refusal.error
    // Of a newer agent.
    case nil: break
    }
  }
}

extension Warifu_Control_V1_SearchedZone {
  init(_ zone: PruneResult.Zone) {
    self.init()
    self.zone = zone.name
    self.whole = zone.isWhole
    self.names = UInt32(clamping: zone.names)
    if let problem = zone.problem { self.problem = .init(problem) }
  }

  var value: PruneResult.Zone {
    PruneResult.Zone(
      name: self.zone, isWhole: self.whole, names: Int(self.names),
      problem: self.hasProblem ? self.problem.error : nil)
  }
}

extension Warifu_Control_V1_LeftOver {
  init(_ leftOver: PruneResult.LeftOver) {
    self.init()
    self.origin = leftOver.origin
    self.destination = leftOver.destination
    self.owner = leftOver.owner
    self.records = leftOver.records
    self.owned = leftOver.isOwned
    self.removed = leftOver.isRemoved
    if let failure = leftOver.failure { self.failure = .init(failure) }
  }

  var value: PruneResult.LeftOver {
    PruneResult.LeftOver(
      origin: self.origin, destination: self.destination, owner: self.owner, records: self.records,
      isOwned: self.owned, isRemoved: self.removed, failure: self.hasFailure ? self.failure.error : nil)
  }
}
