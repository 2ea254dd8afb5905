import Dispatch

/// One lookup on its way. Touched on its context's queue only.
final class UnboundQuery: @unchecked Sendable {
  /// Keeps the context until the answer is known.
  private(set) var context: UnboundContext?
  private(set) var deadline = DispatchTime.distantFuture
  private var answer: ((UnboundAnswer) -> Void)?
  /// libunbound's number, while it may still call back.
  var number: Int32?
  /// The answer is known, be it only that nobody waits for it any more.
  private(set) var isFinished = false

  func begin(in context: UnboundContext, until deadline: DispatchTime, _ answer: @escaping (UnboundAnswer) -> Void) {
    self.context = context
    self.deadline = deadline
    self.answer = answer
  }

  /// The first answer counts.
  func finish(_ answer: UnboundAnswer) {
    isFinished = true
    number = nil
    context?.forget(self)
    self.answer?(answer)
    self.answer = nil
    context = nil
  }
}
