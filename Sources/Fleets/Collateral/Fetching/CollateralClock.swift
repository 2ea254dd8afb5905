import Foundation

/// Time as whoever fetches sees it, so that tests need not wait.
package struct CollateralClock: Sendable {
  /// Unix seconds.
  package let now: @Sendable () -> Int64
  /// Waits; throws when the task is cancelled.
  package let pause: @Sendable (Duration) async throws -> Void

  package init(now: @escaping @Sendable () -> Int64, pause: @escaping @Sendable (Duration) async throws -> Void) {
    self.now = now
    self.pause = pause
  }

  /// The machine's.
  package static let machine = CollateralClock(
    now: { Int64(Date().timeIntervalSince1970) }, pause: { try await Task.sleep(for: $0) })
}
