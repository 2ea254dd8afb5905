import AgentControl
import Declarations
import Monitoring

extension ControlDesk {
  /// By the rules that clients judge by, on what the monitor saw last.
  func tryPolicy(host: String, record: String) async throws(ControlError) -> PolicyForecast {
    let name = try Self.host(host)
    guard case .record(let record) = PolicyRecord.read(Array(record.utf8)) else {
      throw ControlError(code: "malformed", subject: host, message: "this is no policy record: \(record)")
    }
    guard let monitor = self.configuration.monitor else { return PolicyForecast(interval: nil) }
    var forecast = PolicyForecast(interval: monitor.interval.components.seconds)
    let (all, concerned) = self.board.tried(record, of: name)
    forecast.lookedAt = all
    forecast.concerned = concerned.count
    forecast.oldest = concerned.map(\.at).min()
    forecast.newest = concerned.map(\.at).max()
    for hop in concerned {
      guard let stop = hop.stop else { continue }
      forecast.stopped += 1
      if stop.already { forecast.stoppedAlready += 1 }
      guard forecast.hops.count < PolicyForecast.mostHops else { continue }
      forecast.hops.append(
        StoppedHop(
          origin: hop.origin, destination: hop.destination, rule: stop.rule.rawValue, already: stop.already,
          verdict: stop.verdict.rawValue, reason: stop.reason, lookedAt: hop.at))
    }
    return forecast
  }
}
