/// When each look of a pass begins: evenly over the interval, so that neither they nor what else the agent does come all at
/// once.
package struct PassSchedule: Hashable, Sendable {
  /// The least time between two looks of the first pass, which need not wait for a whole interval to tell something.
  package static let firstStep: Duration = .milliseconds(100)

  package let count: Int
  /// Over which the looks are spread.
  package let span: Duration

  /// - Parameter isFirst: the first pass after the start.
  package init(count: Int, interval: Duration, isFirst: Bool = false) {
    self.count = max(0, count)
    self.span = isFirst ? min(interval, Self.firstStep * self.count) : interval
  }

  /// After the beginning of the pass.
  package func start(of index: Int) -> Duration {
    guard self.count > 0 else { return .zero }
    return self.span / self.count * min(max(0, index), self.count)
  }
}
