import Synchronization

/// A piece of work on one relationship that is under way. Until it ends, its part of the relationships is not handed to
/// another agent of its own will; it may still be lost with the lease.
package final class WorkPermit: Sendable {
  package let fence: Fence
  private let onEnd: Mutex<(@Sendable () -> Void)?>

  package init(_ fence: Fence, onEnd: @escaping @Sendable () -> Void = {}) {
    self.fence = fence
    self.onEnd = Mutex(onEnd)
  }

  /// Says that the work is done. Doing so again is harmless; letting the last reference go does it too.
  package func end() {
    let onEnd = self.onEnd.withLock { onEnd in
      defer { onEnd = nil }
      return onEnd
    }
    onEnd?()
  }

  deinit { self.end() }
}
