package import Declarations

extension MonitorBoard {
  /// A hop as it was seen last, and what a policy record would do to it.
  package struct Tried: Sendable {
    package let origin: String
    package let destination: String
    package let at: Int64
    package let stop: PolicyTrial.Stop?
  }

  /// Tries a host's policy record on each hop that it has a say in; a hop that was seen twice counts once.
  package func tried(_ record: PolicyRecord, of host: HostName) -> (all: Int, concerned: [Tried]) {
    let contents = self.snapshot
    var hops: [[String]: (at: Int64, trial: PolicyTrial)] = [:]
    for hop in contents.hops.values.joined() {
      let key = [hop.origin, hop.destination]
      if hops[key].map({ $0.at < hop.at }) ?? true { hops[key] = (hop.at, hop.trial) }
    }
    for (pair, standing) in contents.pairs {
      guard let seen = standing.seen, let trial = seen.trial else { continue }
      hops[[pair.origin.description, pair.destination.description]] = (seen.at, trial)
    }
    let concerned = hops.filter { $0.value.trial.concerns(host) }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { key, hop in
        Tried(origin: key[0], destination: key[1], at: hop.at, stop: hop.trial.stop(under: record, of: host))
      }
    return (hops.count, concerned)
  }
}
