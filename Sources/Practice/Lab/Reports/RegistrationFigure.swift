/// How long registrations took.
package struct RegistrationFigure: Encodable, Sendable {
  package let trials: Int
  /// Over those that did not stall.
  package let medianMilliseconds: Double
  package let p95Milliseconds: Double
  /// Registrations that took half a second or more, since the server stalled on an update. They count here only.
  ///
  /// Knot 3.2 plans a NOTIFY for one second after every change of a zone. An update that comes before that, but in the next
  /// second by the clock, waits for it; so it is with trials that follow each other closely in one zone.
  package let stalls: Int

  package init(_ durations: [Duration]) {
    let usual = durations.filter { $0 < .milliseconds(500) }.sorted()
    self.trials = durations.count
    self.stalls = durations.count - usual.count
    self.medianMilliseconds = Self.percentile(0.5, of: usual)
    self.p95Milliseconds = Self.percentile(0.95, of: usual)
  }

  /// The smallest duration that at least this share of all does not exceed.
  private static func percentile(_ share: Double, of sorted: [Duration]) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let rank = Int((share * Double(sorted.count)).rounded(.up))
    return sorted[max(rank, 1) - 1].milliseconds
  }
}
