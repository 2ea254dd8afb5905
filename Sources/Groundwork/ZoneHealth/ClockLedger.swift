import Synchronization

/// Where checks that happen to see another clock note it, for `ClockRules` to judge them all.
package final class ClockLedger: Sendable {
  private let noted = Mutex<[String: ClockReading]>([:])

  package init() {}

  /// One reading of each source counts: the last.
  package func note(_ reading: ClockReading) {
    self.noted.withLock { $0[reading.source] = reading }
  }

  /// What was noted, by source.
  package var readings: [ClockReading] {
    self.noted.withLock { $0.values.sorted { $0.source < $1.source } }
  }
}
