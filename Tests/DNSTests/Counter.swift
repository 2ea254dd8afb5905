import Loopback
import Synchronization

/// Counts calls.
final class Counter: Sendable {
  private let count = Mutex(0)

  /// 1, 2, 3, …
  func next() -> Int {
    count.withLock {
      $0 += 1
      return $0
    }
  }

  var value: Int { count.withLock { $0 } }
}

func freePort() throws -> UInt16 { try FreePort.find() }
