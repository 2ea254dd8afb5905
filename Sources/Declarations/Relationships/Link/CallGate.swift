import Synchronization

/// Lets so many calls be under way at once; the others come in turn. So the time that a call may take begins when it can
/// be taken, not when it was thought of.
final class CallGate: Sendable {
  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  init(_ places: Int) {
    self.state = Mutex(State(free: max(places, 1)))
  }

  /// Returns when there is a place, which is then the caller's until it calls ``leave()``.
  func enter() async {
    await withCheckedContinuation { turn in
      let isFree = self.state.withLock { state in
        guard state.free > 0 else {
          state.waiting.append(turn)
          return false
        }
        state.free -= 1
        return true
      }
      if isFree { turn.resume() }
    }
  }

  func leave() {
    let next = self.state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard !state.waiting.isEmpty else {
        state.free += 1
        return nil
      }
      return state.waiting.removeFirst()
    }
    next?.resume()
  }
}
