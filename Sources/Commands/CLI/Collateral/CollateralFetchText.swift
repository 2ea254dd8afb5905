import Attestation
import Collateral

/// What was fetched, for people and programs.
struct CollateralFetchText: Sendable {
  /// Unix seconds.
  let now: Int64

  struct Document: Encodable, Sendable {
    let schema = 1
    let store: String
    let fetched: [Entry]
    /// What no service gives, and what to do.
    let unfetchable: [String]
    /// What to do about what failed.
    let next: [String]
    let exitCode: Int32

    struct Entry: Encodable, Sendable {
      let kind: String
      let what: String
      /// `present`, `new`, `renewed`, `unchanged`, `stale` or `failed`.
      let result: String
      let error: String?
      let message: String?
      /// How often services were asked.
      let requests: Int
      /// What the store has now.
      let piece: CollateralEntry?
    }
  }

  /// The lines of single outcomes were shown as they came.
  func report(_ outcomes: [FetchOutcome], _ plan: FetchPlan, _ store: CollateralStore) -> Report {
    let outcome = self.outcome(outcomes, plan)
    var lines: [Line] = plan.unfetchable.map { "\(symbol: .bad) \($0)" }
    if outcomes.isEmpty, plan.unfetchable.isEmpty {
      lines.append(
        store.exists
          ? "Nothing had to be fetched."
          : "There is no store of collateral yet at \(store.folder, .strong), and so nothing to renew.")
    } else if outcome == .good {
      lines.append("\(symbol: .good) all is in \(store.folder, .strong)")
    }
    let next = Self.next(outcomes)
    lines += next.map { "\($0)" }
    return Report(
      Document(
        store: store.folder, fetched: outcomes.map { self.entry($0) }, unfetchable: plan.unfetchable,
        next: next, exitCode: outcome.rawValue),
      lines: lines, outcome: outcome.rawValue)
  }

  /// Each once, in the order of what failed.
  private static func next(_ outcomes: [FetchOutcome]) -> [String] {
    var next: [String] = []
    for outcome in outcomes {
      if case .failed(let error) = outcome.result, let step = error.next, !next.contains(step) { next.append(step) }
    }
    return next
  }

  func line(_ outcome: FetchOutcome) -> Line {
    let what: Line = "\(outcome.want.what, .strong)"
    let validity = outcome.piece.map { CollateralText.validity($0, now: self.now) } ?? ""
    switch outcome.result {
    case .present: return "\(symbol: .good) \(what): there already, \(validity)"
    case .kept(.stale):
      return
        "\(symbol: .warning) \(what): the service answered with an older one than what is kept, \(validity)"
    case .kept(let keeping):
      let isInForce = outcome.piece?.isInForce(at: self.now) ?? false
      return "\(symbol: isInForce ? .good : .bad) \(what) \(keeping.rawValue), \(validity)"
    case .failed(let error):
      let rest: Line = outcome.piece == nil ? "" : "; in the store: \(validity)"
      return "\(symbol: .bad) \(what): \(error.message)" + rest
    }
  }

  private func entry(_ outcome: FetchOutcome) -> Document.Entry {
    var (result, failure): (String, FetchError?) = ("present", nil)
    switch outcome.result {
    case .present: break
    case .kept(let keeping): result = keeping.rawValue
    case .failed(let error): (result, failure) = ("failed", error)
    }
    return Document.Entry(
      kind: outcome.want.kind, what: outcome.want.what, result: result, error: failure?.kind.rawValue,
      message: failure?.message, requests: outcome.requests,
      piece: outcome.piece.map { CollateralEntry($0, now: self.now) })
  }

  private func outcome(_ outcomes: [FetchOutcome], _ plan: FetchPlan) -> Outcome {
    var all: [Outcome] = plan.unfetchable.isEmpty ? [] : [.unknown]
    for outcome in outcomes {
      switch outcome.result {
      case .failed(let error): all.append([.wrongContent, .untrusted].contains(error.kind) ? .failed : .unknown)
      case .kept(.stale): all.append(outcome.piece?.isInForce(at: self.now) == true ? .warning : .unknown)
      case .present, .kept:
        if outcome.piece?.isInForce(at: self.now) == false { all.append(.unknown) }
      }
    }
    return .worst(of: all)
  }
}
