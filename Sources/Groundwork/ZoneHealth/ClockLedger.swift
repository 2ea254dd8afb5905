import Synchronization

/// Where checks that happen to see another clock note it, for `ClockRules` to judge them all.
package final class ClockLedger: Sendable {
  private let noted = Mutex<Set<ClockReading>>([])

  package init() {}

  package func note(_ reading: ClockReading) {
    _ = self.noted.withLock { $0.insert(reading) }
  }

  /// What was noted, by source.
  package var readings: [ClockReading] {
    self.noted.withLock { $0 }.sorted { ($0.source, $0.difference) < ($1.source, $1.difference) }
  }
}
