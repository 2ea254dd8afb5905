import Synchronization

/// What one drive of a relationship found out ahead of the step that needs it. Nothing of it is relied on after a crash.
final class DriveHints: Sendable {
  private struct State {
    var ownKey: HostKey?
    var naming: Task<StepFailure?, Never>?
    var seen: Task<ServedRRset?, Never>?
  }

  private let state = Mutex(State())

  /// Our host's key, as named to the partner in this drive.
  var ownKey: HostKey? {
    get { self.state.withLock { $0.ownKey } }
    set { self.state.withLock { $0.ownKey = newValue } }
  }

  /// The look at the partner's policy record; nil when it names the partner's agent.
  var naming: Task<StepFailure?, Never>? {
    get { self.state.withLock { $0.naming } }
    set { self.state.withLock { $0.naming = newValue } }
  }

  /// What our zone's primary serves; used once.
  var seen: Task<ServedRRset?, Never>? {
    get { self.state.withLock { $0.seen } }
    set { self.state.withLock { $0.seen = newValue } }
  }

  func drop() {
    self.state.withLock {
      $0.naming?.cancel()
      $0.seen?.cancel()
    }
  }
}
