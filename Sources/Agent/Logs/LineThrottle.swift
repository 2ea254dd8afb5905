/// Lets a few lines of one kind through in each span of time and counts the others, so that nobody can fill a log by being
/// refused. Pure: the time is passed in.
package struct LineThrottle: Sendable {
  package enum Note: Hashable, Sendable {
    /// Write it; so many were left out before it and not told of.
    case write(leftOut: Int)
    /// Leave it out. For the first one, in how long to tell what ``takeLeftOut()`` says.
    case leaveOut(tellIn: Duration?)
  }

  private let lines: Int
  private let span: Duration
  private var start: ContinuousClock.Instant?
  private var written = 0
  private var leftOut = 0

  package init(lines: Int = 10, in span: Duration = .seconds(60)) {
    self.lines = lines
    self.span = span
  }

  /// Somebody has a line to write.
  package mutating func note(now: ContinuousClock.Instant) -> Note {
    let end = self.start.map { $0 + self.span } ?? now
    if now >= end {
      self.start = now
      self.written = 0
    }
    guard self.written < self.lines else {
      self.leftOut += 1
      return .leaveOut(tellIn: self.leftOut == 1 ? end - now : nil)
    }
    self.written += 1
    return .write(leftOut: self.takeLeftOut())
  }

  /// How many lines were left out and not told of; they count as told then.
  package mutating func takeLeftOut() -> Int {
    defer { self.leftOut = 0 }
    return self.leftOut
  }
}
