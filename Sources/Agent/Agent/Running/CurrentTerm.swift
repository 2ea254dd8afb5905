import Synchronization

/// The term that holds now, and the one that is to follow it.
final class CurrentTerm: Sendable {
  private struct State {
    var current: AgentTerm
    var next: AgentTerm?
    var isStopping = false
  }

  private let state: Mutex<State>

  init(_ term: AgentTerm) {
    self.state = Mutex(State(current: term))
  }

  var value: AgentTerm { self.state.withLock { $0.current } }

  /// Ends the term that holds now, for this one.
  func replace(by next: AgentTerm) {
    let current = self.state.withLock { state in
      state.next = next
      return state.current
    }
    current.end()
  }

  /// Ends the term that holds now, for none.
  func stop() {
    let current = self.state.withLock { state in
      state.isStopping = true
      return state.current
    }
    current.end()
  }

  /// Once a term has ended: the one that holds from now on, nil for none.
  func advance() -> AgentTerm? {
    self.state.withLock { state in
      guard !state.isStopping, let next = state.next else { return nil }
      state.current = next
      state.next = nil
      return next
    }
  }

  /// Once a term has failed: another of the configuration before, unless one is asked for already.
  func fallBack(to term: AgentTerm) {
    self.state.withLock { state in
      state.current = state.next ?? term
      state.next = nil
      if state.isStopping { state.current.end() }
    }
  }
}
