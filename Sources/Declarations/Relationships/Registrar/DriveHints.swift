import Synchronization

/// What one drive of a relationship found out ahead of the step that needs it. Nothing of it is relied on after a crash, or
/// after a step that failed.
final class DriveHints: Sendable {
  private struct State {
    var ownKeys: [HostKey]?
    var naming: Task<StepFailure?, Never>?
    var seen: Task<ServedRRset?, Never>?
  }

  private let state = Mutex(State())

  /// Our host's keys, as named to the partner in this drive.
  var ownKeys: [HostKey]? {
    get { self.state.withLock { $0.ownKeys } }
    set { self.state.withLock { $0.ownKeys = newValue } }
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
    let last = self.state.withLock { state in
      defer { state = State() }
      return state
    }
    last.naming?.cancel()
    last.seen?.cancel()
  }
}
