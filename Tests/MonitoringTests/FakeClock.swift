import Monitoring
import Synchronization

/// A clock that jumps to the next moment that somebody waits for, once all who should wait do.
final class FakeClock: Sendable {
  private struct State {
    var now: Duration = .zero
    var pauses: [Duration] = []
  }

  private let state = Mutex(State())

  /// Pauses so far, as they were asked for.
  var pauses: [Duration] { self.state.withLock { $0.pauses } }

  var uptime: Duration { self.state.withLock { $0.now } }

  /// Each pause is over at once, and the time is then that much later.
  var clock: MonitorClock {
    MonitorClock(
      now: { Looks.now + self.uptime.components.seconds }, uptime: { self.uptime },
      pause: { wait in
        try Task.checkCancellation()
        self.state.withLock {
          $0.pauses.append(wait)
          $0.now += max(wait, .zero)
        }
        await Task.yield()
      })
  }
}
