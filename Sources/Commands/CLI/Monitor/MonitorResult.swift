import Declarations
import Monitoring

/// What one look at all relationships found, and what it comes to.
struct MonitorResult: Sendable {
  let observations: [Observation]
  /// The agents' own certificates.
  let agents: [Expiry]
  let thresholds: MonitorThresholds
  /// Unix seconds.
  let now: Int64

  init(_ observations: [Observation], agents: [Expiry], thresholds: MonitorThresholds, now: Int64) {
    self.observations = observations.sorted { $0.pair < $1.pair }
    self.agents = agents
    self.thresholds = thresholds
    self.now = now
  }

  /// The worst over all: 0, 1, 3, 4, 5 or 6.
  var exitCode: Int32 {
    let agents: [Int32] = self.agents.contains { self.thresholds.grade($0, now: self.now) > .good } ? [3] : []
    return ExitCode.over(self.observations.flatMap(self.codes) + agents)
  }

  func codes(_ observation: Observation) -> [Int32] {
    guard let verdict = observation.verdict else { return [5] }
    let isLate = observation.expiries.contains { self.thresholds.grade($0, now: self.now) > .good }
    let areWrong = observation.servers.contains { $0.state == .missing || $0.state == .differs }
    return [ExitCode.of(verdict, stopped: observation.stopped)] + (isLate || areWrong ? [3] : [])
  }

  var verified: Int { self.observations.count { $0.verdict == .verified } }
  /// Those of which nothing could be found out.
  var unknown: [Observation] { self.observations.filter { $0.verdict == nil || $0.verdict == .unreachable } }
  var failing: [Observation] {
    self.observations.filter { $0.verdict != nil && $0.verdict != .unreachable && $0.verdict != .verified }
  }
  var wrongServers: [(observation: Observation, server: ServerSight)] {
    self.observations.flatMap { observation in
      observation.servers.filter { $0.state == .missing || $0.state == .differs }.map { (observation, $0) }
    }
  }
  /// Everything that ends, the soonest first; a host's certificate once.
  var expiries: [Expiry] {
    Array(Set(self.observations.flatMap(\.expiries) + self.agents)).sorted { ($0.at, $0.subject) < ($1.at, $1.subject) }
  }
}
