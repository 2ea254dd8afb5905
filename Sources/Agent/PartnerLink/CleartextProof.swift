import Synchronization

/// Whether a server has seen that it answers nobody without TLS.
final class CleartextProof: Sendable {
  private let given = Mutex(false)

  var isGiven: Bool { self.given.withLock { $0 } }

  func give() { self.given.withLock { $0 = true } }
}
