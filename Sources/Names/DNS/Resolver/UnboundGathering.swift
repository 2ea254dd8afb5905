/// The answers of lookups that were asked for together; all of them are told at once. Touched on their context's queue only.
final class UnboundGathering {
  private var answers: [UnboundAnswer?]
  private var missing: Int
  private let continuation: CheckedContinuation<[UnboundAnswer], Never>

  init(_ count: Int, _ continuation: CheckedContinuation<[UnboundAnswer], Never>) {
    answers = Array(repeating: nil, count: count)
    missing = count
    self.continuation = continuation
  }

  /// - Parameter index: of a lookup that has not been answered yet.
  func fill(_ index: Int, _ answer: UnboundAnswer) {
    guard answers[index] == nil else { return }
    answers[index] = answer
    missing -= 1
    if missing == 0 { continuation.resume(returning: answers.compactMap(\.self)) }
  }
}
