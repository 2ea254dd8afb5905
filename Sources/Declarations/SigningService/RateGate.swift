/// At most `rate` in a second, evenly, and a tenth of that at once. Who comes too early is told how long to wait; who would
/// have to wait longer than ``patience`` is not let through. Time is passed in.
struct RateGate {
  static let patience: Duration = .seconds(1)

  private let interval: Duration
  private let allowance: Duration
  /// When the last one that was let through would have been due at an even pace.
  private var due: ContinuousClock.Instant

  init(rate: Int, now: ContinuousClock.Instant) {
    self.interval = .seconds(1) / rate
    self.allowance = self.interval * (max(rate / 10, 1) - 1)
    self.due = now
  }

  /// How long to wait; nil for too long, which then counts for nothing.
  mutating func pass(now: ContinuousClock.Instant) -> Duration? {
    let wait = max(.zero, self.due - self.allowance - now)
    guard wait <= Self.patience else { return nil }
    self.due = max(self.due, now) + self.interval
    return wait
  }
}
