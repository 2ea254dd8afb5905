import AgentControl
import AgentStore

extension SharedWorkInfo {
  init(_ share: WorkShare) {
    self.init(
      place: share.place, shards: share.shards, shardsHeld: share.held, members: share.members,
      leaseSeconds: share.lease.map { Int($0.components.seconds) },
      leaseLeft: Int(share.leaseLeft / .milliseconds(1)))
  }
}
