import Foundation

/// The one thread that starts every child process.
///
/// Linux sends the parent-death signal when the *thread* that made the child ends, not the process. Threads of Swift's and
/// Dispatch's pools come and go, so children are made on a thread that lives as long as the process.
final class SpawnThread: Sendable {
  static let shared = SpawnThread()

  private let queue: SpawnQueue

  private init() {
    let queue = SpawnQueue()
    self.queue = queue
    Thread.detachNewThread {
      while true { queue.next()() }
    }
  }

  /// Runs `work` on the thread and waits for it (a spawn takes about a millisecond).
  func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) -> Value {
    let done = DispatchSemaphore(value: 0)
    let slot = Slot<Value>()
    queue.add {
      slot.put(work())
      done.signal()
    }
    while true {
      done.wait()
      if let value = slot.take() { return value }
    }
  }
}

private final class SpawnQueue: @unchecked Sendable {
  // Guarded by `condition`.
  private var pending: [@Sendable () -> Void] = []
  private let condition = NSCondition()

  func add(_ work: @escaping @Sendable () -> Void) {
    condition.withLock {
      pending.append(work)
      condition.signal()
    }
  }

  func next() -> @Sendable () -> Void {
    condition.withLock {
      while pending.isEmpty { condition.wait() }
      return pending.removeFirst()
    }
  }
}

private final class Slot<Value: Sendable>: @unchecked Sendable {
  // Guarded by `lock`.
  private var value: Value?
  private let lock = NSLock()

  func put(_ new: Value) { lock.withLock { value = new } }
  func take() -> Value? { lock.withLock { value } }
}
