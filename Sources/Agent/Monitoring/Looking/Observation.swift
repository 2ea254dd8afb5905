package import Declarations

/// What one look at a relationship from outside found.
package struct Observation: Sendable {
  package let pair: WatchedPair
  /// When it was looked at, Unix seconds.
  package let at: Int64
  /// As a client comes to it; nil where the look could not be made.
  package let verdict: Verdict?
  /// For a person; nil where there is nothing to explain.
  package let reason: String?
  /// Whether a client would stop, by the policies that it sees.
  package let stopped: Bool
  package let servers: [ServerSight]
  /// When the first of both halves ends, Unix seconds; nil where no well-formed half was seen.
  package let declarationExpires: Int64?
  /// Both hosts, as far as they were visited.
  package let hosts: [HostSight]
  /// To try other policies on; nil where the look could not be made.
  package let trial: PolicyTrial?

  package init(
    pair: WatchedPair, at: Int64, verdict: Verdict?, reason: String?, stopped: Bool, servers: [ServerSight] = [],
    declarationExpires: Int64? = nil, hosts: [HostSight] = [], trial: PolicyTrial? = nil
  ) {
    self.pair = pair
    self.at = at
    self.verdict = verdict
    self.reason = reason
    self.stopped = stopped
    self.servers = servers
    self.declarationExpires = declarationExpires
    self.hosts = hosts
    self.trial = trial
  }

  /// A look that could not be made.
  package static func unknown(_ pair: WatchedPair, at: Int64, because reason: String) -> Observation {
    Observation(pair: pair, at: at, verdict: nil, reason: reason, stopped: false)
  }

  /// What ends, the soonest first.
  package var expiries: [Expiry] {
    var all: [Expiry] = []
    if let end = self.declarationExpires {
      all.append(Expiry(.declaration, of: "\(self.pair)", at: end, margin: Expiry.declarationMargin))
    }
    for server in self.servers {
      guard let end = server.signatureExpires else { continue }
      all.append(
        Expiry(.signature, of: "\(self.pair)", server: server.server, at: end, margin: server.signatureMargin))
    }
    for host in self.hosts {
      if let expiry = Expiry(certificateOf: host) { all.append(expiry) }
    }
    return all.sorted { $0.at < $1.at }
  }
}
