import Synchronization

/// What one drive of a relationship found out ahead of the step that needs it. Nothing of it is relied on after a crash, or
/// after a step that failed: then it is dropped.
final class DriveHints: Sendable {
  private struct State {
    var ownKeys: [HostKey]?
    var naming: Task<StepFailure?, Never>?
    var seen: Task<ServedRRset?, Never>?
    var theirHalf: Task<Result<[SignedHalf], StepFailure>, Never>?
    var told: Task<Result<Sight, StepFailure>, Never>?
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

  /// The partner's half, asked for while the keys are written down.
  var theirHalf: Task<Result<[SignedHalf], StepFailure>, Never>? {
    get { self.state.withLock { $0.theirHalf } }
    set { self.state.withLock { $0.theirHalf = newValue } }
  }

  /// What the partner sees, told of the publication while that is written down; used once.
  var told: Task<Result<Sight, StepFailure>, Never>? {
    get { self.state.withLock { $0.told } }
    set { self.state.withLock { $0.told = newValue } }
  }

  func drop() {
    let last = self.state.withLock { state in
      defer { state = State() }
      return state
    }
    last.naming?.cancel()
    last.seen?.cancel()
    last.theirHalf?.cancel()
    last.told?.cancel()
  }
}

extension Task where Failure == Never {
  /// Its value; where the task that waits is cancelled, this one is too.
  var valueUnlessCancelled: Success {
    get async {
      await withTaskCancellationHandler {
        await self.value
      } onCancel: {
        self.cancel()
      }
    }
  }
}
