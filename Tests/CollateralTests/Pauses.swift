import Synchronization

/// The pauses that were made between tries.
final class Pauses: Sendable {
  private let made = Mutex<[Duration]>([])

  var all: [Duration] { self.made.withLock { $0 } }

  func note(_ pause: Duration) { self.made.withLock { $0.append(pause) } }
}
