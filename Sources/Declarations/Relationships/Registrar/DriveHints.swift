import Synchronization

/// What was found out in one round ahead of the step that needs it, in a drive of the relationship or while the round was
/// written down. Nothing of it is relied on after a crash, in another round, or after a step that failed: then it is dropped.
@dynamicMemberLookup
final class DriveHints: Sendable {
  struct Hints {
    /// Our host's keys, asked for before the round was written down.
    var keysAhead: Task<AskedKeys, Never>?
    /// Our host's keys, as named to the partner in this drive.
    var ownKeys: [HostKey]?
    /// The look at the partner's policy record; nil when it names the partner's agent.
    var naming: Task<StepFailure?, Never>?
    /// What our zone's primary serves.
    var seen: Task<ServedRRset?, Never>?
    /// The partner's half, asked for while the keys are written down.
    var theirHalf: Task<Result<[SignedHalf], StepFailure>, Never>?
    /// What the partner sees, told of the publication while we look ourselves and write it down.
    var told: Task<Result<Sight, StepFailure>, Never>?
  }

  /// What the signing agent said of our host's keys, and by which choice it was asked.
  struct AskedKeys {
    /// What the operator had said about the keys before they were asked for; nil where that could not be found out.
    let choice: HostKeyChoice?
    let keys: Result<[HostKey], StepFailure>
  }

  private let hints = Mutex(Hints())

  subscript<Hint: Sendable>(dynamicMember hint: WritableKeyPath<Hints, Hint>) -> Hint {
    get { self.hints.withLock { $0[keyPath: hint] } }
    set { self.hints.withLock { $0[keyPath: hint] = newValue } }
  }

  /// A hint that is used once.
  func take<Hint: Sendable>(_ hint: WritableKeyPath<Hints, Hint?>) -> Hint? {
    self.hints.withLock { hints in
      defer { hints[keyPath: hint] = nil }
      return hints[keyPath: hint]
    }
  }

  func drop() {
    let last = self.hints.withLock { hints in
      defer { hints = Hints() }
      return hints
    }
    last.keysAhead?.cancel()
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
