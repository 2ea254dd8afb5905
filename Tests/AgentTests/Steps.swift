import Synchronization

/// The states a registration went through, as it tells them.
final class Steps: Sendable {
  private let steps = Mutex<[String]>([])
  var all: [String] { self.steps.withLock { $0 } }
  func note(_ step: String) { self.steps.withLock { $0.append(step) } }
}
