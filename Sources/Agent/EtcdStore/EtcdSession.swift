/// An agent's time with the others: from a lease being granted until it ends.
struct EtcdSession: Hashable, Sendable {
  let lease: Int64
  /// For how long a lease lasts from each time it is kept, seconds, as etcd decided.
  let seconds: Int64
  /// The agent's name among the others, new for each session.
  let member: String
  let mark: WriteMark
  let format: StoreFormat

  var duration: Duration { .seconds(self.seconds) }
  /// How often the lease is kept, and what must be left of it for the agent to act.
  var third: Duration { self.duration / 3 }
}
