import Dispatch

/// Ends lookups whose time is over. Touched on its context's queue only.
///
/// One timer serves all of them, set again only when it has fired: a timer for each lookup, which nearly always is answered long
/// before, cost more than an answer from libunbound's memory.
final class UnboundDeadlines {
  private let timer: any DispatchSourceTimer
  private var waiting: [ObjectIdentifier: UnboundQuery] = [:]
  /// When the timer fires; nil while it is not set.
  private var alarm: DispatchTime?
  /// How late a lookup may be ended, so that many with deadlines close together are ended together.
  private static let grain: DispatchTimeInterval = .milliseconds(2)

  init(on queue: DispatchQueue, over: @escaping (UnboundQuery) -> Void) {
    timer = DispatchSource.makeTimerSource(queue: queue)
    timer.setEventHandler { [weak self] in self?.fire(over) }
    timer.resume()
  }

  deinit { timer.cancel() }

  func add(_ query: UnboundQuery) {
    waiting[ObjectIdentifier(query)] = query
    wake(at: query.deadline)
  }

  func remove(_ query: UnboundQuery) { waiting[ObjectIdentifier(query)] = nil }

  private func wake(at moment: DispatchTime) {
    if let alarm, alarm <= moment { return }
    alarm = moment
    timer.schedule(deadline: moment, leeway: Self.grain)
  }

  private func fire(_ over: (UnboundQuery) -> Void) {
    alarm = nil
    let now = DispatchTime.now()
    for query in waiting.values where query.deadline <= now { over(query) }
    guard let next = waiting.values.map(\.deadline).min() else { return }
    wake(at: max(next, now + Self.grain))
  }
}
