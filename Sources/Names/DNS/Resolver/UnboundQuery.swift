import Dispatch

/// One lookup on its way. Touched on its context's queue only.
final class UnboundQuery: @unchecked Sendable {
  /// Keeps the context until the answer is known, and not until the timer's end, which Dispatch remembers even when cancelled.
  private(set) var context: UnboundContext?
  private var continuation: CheckedContinuation<UnboundAnswer, Never>?
  private var timer: DispatchWorkItem?
  /// libunbound's number, while it may still call back.
  var number: Int32?
  /// The answer is known, be it only that nobody waits for it any more.
  private(set) var isFinished = false

  func begin(
    in context: UnboundContext, timer: DispatchWorkItem, _ continuation: CheckedContinuation<UnboundAnswer, Never>
  ) {
    self.context = context
    self.continuation = continuation
    self.timer = timer
  }

  /// The first answer counts.
  func finish(_ answer: UnboundAnswer) {
    isFinished = true
    number = nil
    timer?.cancel()
    timer = nil
    continuation?.resume(returning: answer)
    continuation = nil
    context = nil
  }
}
