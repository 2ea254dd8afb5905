import Foundation

/// Time as the monitor sees it, so that tests need not wait.
package struct MonitorClock: Sendable {
  /// Unix seconds.
  package let now: @Sendable () -> Int64
  /// Since some moment; never goes back.
  package let uptime: @Sendable () -> Duration
  /// Waits; throws when the task is cancelled.
  package let pause: @Sendable (Duration) async throws -> Void

  package init(
    now: @escaping @Sendable () -> Int64, uptime: @escaping @Sendable () -> Duration,
    pause: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.uptime = uptime
    self.pause = pause
  }

  /// The machine's clocks.
  ///
  /// - Parameter now: Unix seconds.
  package static func real(now: @escaping @Sendable () -> Int64) -> MonitorClock {
    let start = ContinuousClock.now
    return MonitorClock(
      now: now, uptime: { ContinuousClock.now - start },
      pause: { wait in if wait > .zero { try await Task.sleep(for: wait) } else { try Task.checkCancellation() } })
  }
}
