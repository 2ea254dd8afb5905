import Declarations
import HopVerifier
import TLSKeys

/// The result of `warifu verify` for a person: a tree for each URL, then one line that sums up.
struct VerificationText {
  let lines: [Line]

  init(_ chains: [ChainReport], pathNotes: [String]) {
    var lines = pathNotes.map { Self.note($0) }
    for (index, chain) in chains.enumerated() {
      if index > 0 { lines.append("") }
      lines += Self.tree(chain)
    }
    self.lines = lines
  }

  private static func tree(_ chain: ChainReport) -> [Line] {
    var lines: [Line] = []
    if let url = chain.url { lines.append("\(url, .strong)") }
    for (index, hop) in chain.hops.enumerated() {
      let isLast = index == chain.hops.count - 1 && chain.failure == nil
      // A pair of hosts is no tree.
      let branch: Line = chain.url == nil ? "" : "\(symbol: isLast ? .lastBranch : .branch) "
      let trunk: Line = chain.url == nil ? "  " : isLast ? "     " : "\(symbol: .trunk)    "
      lines += self.hop(hop, branch: branch, trunk: trunk)
    }
    if let failure = chain.failure { lines += self.failure(failure) }
    lines += chain.notes.map(self.note)
    lines.append(self.summary(chain))
    return lines
  }

  private static func hop(_ hop: HopVerdict, branch: Line, trunk: Line) -> [Line] {
    let judgement = hop.judgement
    let role = self.role(judgement)
    let stop: Line = judgement.stopped ? ", \("stopped", .bad)" : ""
    var lines: [Line] = [
      """
      \(branch)\(symbol: self.symbol(judgement), role) \(hop.hop.origin, .strong) \
      \(symbol: .arrow) \(hop.hop.destination, .strong)  \(judgement.verdict.rawValue, role)\(stop)
      """
    ]
    if let reason = judgement.reason { lines.append(trunk + "\(self.sentence(reason))") }
    if let next = VerdictAdvice.next(hop) { lines.append(trunk + "\(next)") }
    lines += hop.notes.map { trunk + self.note($0) }
    lines.append(trunk + Line(self.details(hop), .faint))
    return lines
  }

  private static func details(_ hop: HopVerdict) -> String {
    let judgement = hop.judgement
    let keys = "keys \(Terminal.short(hop.originKey?.base64URL)) → \(Terminal.short(hop.destinationKey?.base64URL))"
    let policy = "policy \(judgement.originPolicy.value.rawValue) → \(judgement.destinationPolicy.value.rawValue)"
    let fresh = hop.fresh ? "asked at first hand" : "from the resolver"
    let time = "\(Int((hop.elapsed / .milliseconds(1)).rounded())) ms"
    let kinds = HopKind.allCases.filter(hop.hop.kinds.contains).map(\.rawValue).joined(separator: ", ")
    return [kinds, keys, policy, fresh, time].joined(separator: " · ")
  }

  private static func failure(_ failure: ChainFailure) -> [Line] {
    [
      "\(symbol: .lastBranch) \(symbol: .unknown) \(failure.subject, .strong)  \("could not be followed", .warning)",
      "     \(self.sentence(failure.message))", "     \(failure.next)",
    ]
  }

  private static func summary(_ chain: ChainReport) -> Line {
    let count = chain.hops.count
    if let stopped = chain.hops.last, stopped.judgement.stopped {
      return "\(symbol: .bad) Stopped before \(stopped.hop.destination, .strong): it was sent no request."
    }
    if chain.failure != nil { return "\(symbol: .unknown) The end was not reached." }
    guard count > 0 else {
      return "\(symbol: .good) No cross-host hop: the user stays on one host, so there is nothing to verify."
    }
    let verified = chain.hops.count { $0.judgement.verdict == .verified }
    let hops = count == 1 ? "hop" : "hops"
    guard verified < count else { return "\(symbol: .good) \(count == 1 ? "The" : "All \(count)") \(hops) verified." }
    return count == 1
      ? "\(symbol: .warning) The hop is not verified." : "\(symbol: .warning) \(verified) of \(count) hops verified."
  }

  private static func note(_ text: String) -> Line { "\("note:", .faint) \(text)" }

  private static func sentence(_ text: String) -> String {
    text.hasSuffix(".") ? text : text + "."
  }

  private static func symbol(_ judgement: HopJudgement) -> Line.Symbol {
    switch judgement.verdict {
    case .verified: .good
    case _ where judgement.stopped: .bad
    case .keyMismatch, .badSignature, .notYetValid, .expired, .notMutual, .malformed, .noKey, .bogus: .bad
    case .undeclared: .warning
    case .insecure, .unreachable: .unknown
    }
  }

  private static func role(_ judgement: HopJudgement) -> Line.Role {
    self.symbol(judgement).role
  }
}
