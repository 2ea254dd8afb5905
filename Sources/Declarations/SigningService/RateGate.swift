/// At most `rate` in a second, and as many at once (a token bucket). Time is passed in.
struct RateGate {
  private let rate: Double
  private var tokens: Double
  private var last: ContinuousClock.Instant

  init(rate: Int, now: ContinuousClock.Instant) {
    self.rate = Double(rate)
    self.tokens = Double(rate)
    self.last = now
  }

  mutating func pass(now: ContinuousClock.Instant) -> Bool {
    self.tokens = min(self.rate, self.tokens + self.rate * ((now - self.last) / .seconds(1)))
    self.last = now
    guard self.tokens >= 1 else { return false }
    self.tokens -= 1
    return true
  }
}
