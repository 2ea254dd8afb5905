import Synchronization

/// Waits for something no longer than it may take, even where it cannot be cancelled.
package enum Deadline {
  /// - Returns: what `body` gave, nil when the time was over first; `body` is then cancelled and no longer waited for.
  @discardableResult
  package static func run<Value: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async -> Value
  ) async -> Value? {
    let first = First<Value>()
    let work = Task { first.give(await body()) }
    let timer = Task {
      guard (try? await Task.sleep(for: limit)) != nil else { return }
      first.give(nil)
    }
    let value = await withTaskCancellationHandler {
      await first.value()
    } onCancel: {
      first.give(nil)
    }
    work.cancel()
    timer.cancel()
    return value
  }
}

/// Whoever gives a value first decides.
private final class First<Value: Sendable>: Sendable {
  private enum State {
    case empty
    case awaited(CheckedContinuation<Value?, Never>)
    case given(Value?)
  }

  private let state = Mutex(State.empty)

  func give(_ value: Value?) {
    let waiting = self.state.withLock { state -> CheckedContinuation<Value?, Never>? in
      switch state {
      case .empty:
        state = .given(value)
        return nil
      case .awaited(let continuation):
        state = .given(value)
        return continuation
      case .given: return nil
      }
    }
    waiting?.resume(returning: value)
  }

  func value() async -> Value? {
    await withCheckedContinuation { continuation in
      let given = self.state.withLock { state -> Value?? in
        if case .given(let value) = state { return .some(value) }
        state = .awaited(continuation)
        return nil
      }
      if let given { continuation.resume(returning: given) }
    }
  }
}
