import AgentControl

/// What `warifu relationship prune --json` says.
struct PruneDocument: Encodable, Sendable {
  struct Zone: Encodable, Sendable {
    let zone: String
    /// Whether every name of it was looked at.
    let whole: Bool
    /// At how many names for declarations it was looked.
    let names: Int
    /// Why not at all of them.
    let error: ErrorDocument.Entry?
  }

  struct LeftOver: Encodable, Sendable {
    let origin: String
    let destination: String
    let owner: String
    let records: [String]
    /// Whether the name is a relationship's, and only these records are not.
    let owned: Bool
    let removed: Bool
    /// Why they were not removed.
    let error: ErrorDocument.Entry?
  }

  let schema = 1
  let zones: [Zone]
  let leftOver: [LeftOver]
  let errors: [ErrorDocument.Entry]

  init(_ result: PruneResult) {
    self.zones = result.zones.map { zone in
      Zone(
        zone: zone.name, whole: zone.isWhole, names: zone.names,
        error: zone.problem.map { ErrorDocument.Entry(Complaint($0)) })
    }
    self.leftOver = result.leftOvers.map { found in
      LeftOver(
        origin: found.origin, destination: found.destination, owner: found.owner, records: found.records,
        owned: found.isOwned, removed: found.isRemoved, error: found.failure.map { ErrorDocument.Entry(Complaint($0)) })
    }
    self.errors = result.problems.map { ErrorDocument.Entry(Complaint($0)) }
  }
}
