package import Declarations

/// What is known of one relationship that is watched, over all looks. Pure.
package struct WatchedStanding: Sendable {
  /// What is known of one server, over all looks.
  package struct Server: Hashable, Sendable {
    package var latest: ServerSight
    /// Of the last look that could tell; nil where none could.
    var known: ServerSight.State?
    /// When it last had the right records, Unix seconds.
    package var lastRight: Int64?
  }

  /// The last look, also one that could not be made.
  package private(set) var latest: Observation
  /// The last look that could be made; nil where none could.
  package private(set) var seen: Observation?
  package var verdict: Verdict? { self.seen?.verdict }
  /// When it last was verified, Unix seconds.
  package private(set) var lastVerified: Int64?
  package private(set) var servers: [String: Server]

  /// After the first look, and what it gives cause to tell.
  package static func begin(_ first: Observation) -> (WatchedStanding, [MonitorEvent]) {
    var standing = WatchedStanding(latest: first, servers: [:])
    let events = standing.note(first)
    return (standing, events)
  }

  private init(latest: Observation, servers: [String: Server]) {
    self.latest = latest
    self.servers = servers
  }

  /// Takes the next look in.
  ///
  /// - Returns: what it gives cause to tell. A look that could not be made tells nothing.
  package mutating func take(_ observation: Observation) -> [MonitorEvent] {
    self.latest = observation
    return self.note(observation)
  }

  private mutating func note(_ seen: Observation) -> [MonitorEvent] {
    guard let verdict = seen.verdict else { return [] }
    let before = self.seen
    self.seen = seen
    if verdict == .verified { self.lastVerified = seen.at }
    var events: [MonitorEvent] = []
    // A relationship that verifies from the beginning is no news.
    if verdict != before?.verdict, before != nil || verdict != .verified {
      events.append(
        MonitorEvent(
          at: seen.at,
          .verdictChanged(
            VerdictChange(
              origin: seen.pair.origin.description, destination: seen.pair.destination.description,
              from: before?.verdict?.rawValue, to: verdict.rawValue, reason: seen.reason, stopped: seen.stopped))))
    }
    events += self.noteServers(seen)
    events += seen.expiries.filter { $0.what != .certificate && $0.isNewlySoon(at: seen.at, before: before) }
      .map { MonitorEvent(at: seen.at, .expirySoon(ExpiryNotice($0))) }
    return events
  }

  private mutating func noteServers(_ seen: Observation) -> [MonitorEvent] {
    // Where the servers could not be found this time, what is known of them stays.
    guard !seen.servers.isEmpty else { return [] }
    var events: [MonitorEvent] = []
    var servers: [String: Server] = [:]
    for sight in seen.servers {
      var server = self.servers[sight.server] ?? Server(latest: sight)
      server.latest = sight
      let wasWrong = server.known == .missing || server.known == .differs
      let notice = ServerNotice(
        origin: seen.pair.origin.description, destination: seen.pair.destination.description, server: sight.server,
        state: sight.state)
      switch sight.state {
      case .unknown: break
      case .right:
        if wasWrong { events.append(MonitorEvent(at: seen.at, .serverRecovered(notice))) }
        server.lastRight = seen.at
        server.known = .right
      case .missing, .differs:
        if !wasWrong { events.append(MonitorEvent(at: seen.at, .serverDiffers(notice))) }
        server.known = sight.state
      }
      servers[sight.server] = server
    }
    self.servers = servers
    return events
  }
}

extension Expiry {
  /// Whether it is soon now and was not, or was not known, at the look before.
  fileprivate func isNewlySoon(at now: Int64, before: Observation?) -> Bool {
    guard self.isSoon(at: now) else { return false }
    guard let before else { return true }
    return
      !(self.isSoon(at: before.at)
      && before.expiries.contains {
        $0.what == self.what && $0.subject == self.subject && $0.server == self.server && $0.at == self.at
      })
  }
}
