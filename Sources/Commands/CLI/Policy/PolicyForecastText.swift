import AgentControl
import Declarations

/// What is said of what a policy record would stop.
struct PolicyForecastText {
  private let host: HostName
  private let forecast: PolicyForecast
  private let now: Int64

  /// The most hops that a person is shown.
  private static let mostLines = 20

  /// - Parameter now: Unix seconds.
  init(_ host: HostName, _ forecast: PolicyForecast, now: Int64) {
    self.host = host
    self.forecast = forecast
    self.now = now
  }

  var entry: PolicyForecastEntry { PolicyForecastEntry(self.forecast, isCurrent: self.isCurrent) }

  /// What is stopped is known, however old; that nothing is stopped must be known of now.
  var outcome: Outcome {
    if self.forecast.stopped > 0 { return .warning }
    return self.forecast.concerned > 0 && self.isCurrent ? .good : .unknown
  }

  var lines: [Line] {
    guard let interval = self.forecast.interval else {
      return [
        "\(symbol: .unknown) Nothing is known of what it would stop: the agent does not monitor.",
        "    Add a section `monitor:` to warifud.yaml, and come back after its first pass.",
      ]
    }
    guard self.forecast.concerned > 0 else {
      return [
        """
        \(symbol: .unknown) Nothing has been monitored that \(self.host, .strong) has a say in \
        (other hops that were: \(self.forecast.lookedAt)).
        """,
        "    Wait for a pass, or name pages that lead from it or to it under `urls:` in the section `monitor:`.",
      ]
    }
    var lines: [Line] = []
    if let oldest = self.forecast.oldest, !self.isCurrent {
      lines.append(
        """
        \(symbol: .warning) The oldest look was \(Moment.distance(oldest, from: self.now)), though one is due every \
        \(interval) s: see the agent's log.
        """)
    }
    let symbol: Line.Symbol = self.forecast.stopped > 0 ? .warning : .good
    lines.append(
      """
      \(symbol: symbol) would be stopped now: \("\(self.forecast.stopped) of \(self.forecast.concerned)", .strong)\
      \(self.forecast.stoppedAlready > 0 ? ", \(self.forecast.stoppedAlready) of them already" : "")
      """)
    for hop in self.forecast.hops.prefix(Self.mostLines) {
      let reason = hop.reason.map { ": \($0)" } ?? ""
      lines.append(
        """
            \(hop.origin, .strong) \(symbol: .arrow) \(hop.destination, .strong)  by \(Self.rule(hop.rule)), \
        \(hop.verdict)\(reason)\(hop.already ? " (already)" : "")
        """)
    }
    let rest = self.forecast.stopped - min(self.forecast.hops.count, Self.mostLines)
    if rest > 0 { lines.append("    … and \(rest) more; --json shows up to \(PolicyForecast.mostHops)") }
    return lines
  }

  /// A look at each hop is due once in an interval, and takes its time.
  private var isCurrent: Bool {
    guard let interval = self.forecast.interval, let oldest = self.forecast.oldest else { return false }
    return self.now - oldest <= 2 * interval
  }

  private static func rule(_ rule: String) -> String {
    switch rule {
    case "bogus": "DNSSEC (bogus is always stopped)"
    case "other": "another host's policy"
    default: rule
    }
  }
}
