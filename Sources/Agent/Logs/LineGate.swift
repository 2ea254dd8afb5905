import Synchronization

/// A ``LineThrottle`` for each kind of line, which tells by itself how many were left out once a span is over.
package final class LineGate<Kind: Hashable & Sendable>: Sendable {
  private let throttles = Mutex<[Kind: LineThrottle]>([:])
  private let clock: @Sendable () -> ContinuousClock.Instant
  private let pause: @Sendable (Duration) async throws -> Void
  private let tell: @Sendable (Kind, Int) -> Void

  /// - Parameters:
  ///   - pause: how to wait for the end of a span.
  ///   - tell: writes how many lines of a kind were left out.
  package init(
    clock: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
    tell: @escaping @Sendable (Kind, Int) -> Void
  ) {
    self.clock = clock
    self.pause = pause
    self.tell = tell
  }

  /// Whether a line of this kind may be written now. What was left out before it is told first.
  package func lets(_ kind: Kind) -> Bool {
    switch self.throttles.withLock({ $0[kind, default: LineThrottle()].note(now: self.clock()) }) {
    case .write(let leftOut):
      if leftOut > 0 { self.tell(kind, leftOut) }
      return true
    case .leaveOut(let delay):
      guard let delay else { return false }
      Task {
        try? await self.pause(delay)
        let count = self.throttles.withLock { $0[kind]?.takeLeftOut() } ?? 0
        if count > 0 { self.tell(kind, count) }
      }
      return false
    }
  }
}
