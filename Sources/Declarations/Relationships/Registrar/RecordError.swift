package import AgentStore

/// Why an event was not written down.
package enum RecordError: Error, Sendable, CustomStringConvertible {
  case impossible(ImpossibleTransition)
  case store(StoreError)

  package var description: String {
    switch self {
    case .impossible(let error): "\(error)"
    case .store(let error): "\(error)"
    }
  }

  /// As a step's failure, for whoever asked for the step.
  var stepFailure: StepFailure {
    switch self {
    case .impossible(let error): .refused("notNow", "\(error)")
    case .store(let error): .unavailable("store", "\(error)")
    }
  }
}
