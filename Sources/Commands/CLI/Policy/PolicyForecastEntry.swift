import AgentControl

/// What a policy record would stop, in a document.
struct PolicyForecastEntry: Encodable, Sendable {
  let monitored: Bool
  /// Whether every look at a hop that counts is newer than twice the interval.
  let current: Bool
  let lookedAt: Int
  let concerned: Int
  let stopped: Int
  let stoppedAlready: Int
  let oldestLook: String?
  let hops: [Hop]

  struct Hop: Encodable, Sendable {
    let origin: String
    let destination: String
    let rule: String
    let already: Bool
    let verdict: String
    let reason: String?
    let lookedAt: String
  }

  init(_ forecast: PolicyForecast, isCurrent: Bool) {
    self.monitored = forecast.interval != nil
    self.current = isCurrent
    self.lookedAt = forecast.lookedAt
    self.concerned = forecast.concerned
    self.stopped = forecast.stopped
    self.stoppedAlready = forecast.stoppedAlready
    self.oldestLook = Moment.text(forecast.oldest)
    self.hops = forecast.hops.map {
      Hop(
        origin: $0.origin, destination: $0.destination, rule: $0.rule, already: $0.already, verdict: $0.verdict,
        reason: $0.reason, lookedAt: Moment.text($0.lookedAt))
    }
  }
}
