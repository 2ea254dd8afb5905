import Attestation

// What `evidence verify` tells a person of a file:
//
// - First the answer, in one line: the status, or the class of the error, and what it means.
// - Then what is proven, what speaks against it, and what nobody has shown, each check by its name in docs/attestation.md.
// - Then what the evidence says, for people who compare it themselves: only where it was verified.
// - Last what to do next, where there is something.
extension JudgedEvidence {
  var lines: [Line] {
    switch self.finding {
    case .notVerified(let error, let next): self.lines(error, next)
    case .unreadable(let complaint):
      ["\(symbol: .bad) \(complaint.message, .strong)", "    \(complaint.next)"]
    case .verified(let evidence, let result): self.lines(evidence, result)
    }
  }

  // MARK: Not verified

  private func lines(_ error: EvidenceError, _ next: String) -> [Line] {
    let symbol: Line.Symbol = error.kind.outcome == .unknown ? .unknown : .bad
    let role: Line.Role = error.kind.outcome == .unknown ? .warning : .bad
    return [
      "\(symbol: symbol) \(self.file, .strong): \("not verified, \(error.kind.rawValue)", role)",
      "    \(error.message)  \("(\(error.check))", .faint)",
      "    \(self.format?.noun ?? "No evidence that is known here"), checked as of \(Moment.text(self.checkedAt)). Nothing that it says can be believed.",
      "    \(next)",
    ]
  }

  // MARK: Verified

  private func lines(_ evidence: VerifiedEvidence, _ result: AttestationResult) -> [Line] {
    var lines: [Line] = [
      "\(symbol: result.status.symbol) \(self.file, .strong): \(result.status.word, result.status.role)",
      "    \(self.meaning(result))",
    ]
    if evidence.isSimulated {
      lines.append(
        "    \("Simulated", .warning): no hardware made it, and its root is one that somebody made up. It proves nothing to anybody."
      )
    }
    lines.append(
      "    \(evidence.format.noun), checked as of \(Moment.text(self.checkedAt)); the result holds until \(Moment.text(result.notAfter))."
    )
    lines += self.section("Proven", self.proven(evidence, result))
    lines += self.section("Against it", result.failures.map { self.line($0, $0.tier == .warning ? .warning : .bad) })
    lines += self.section("Not proven", self.open(evidence, result))
    lines += self.section("It says", Self.contents(evidence))
    lines += self.section("Noticed", evidence.findings.map { "    \(symbol: .warning) \($0)" })
    return lines + self.next(result)
  }

  private func section(_ heading: String, _ lines: [Line]) -> [Line] {
    lines.isEmpty ? [] : ["  \(heading)"] + lines
  }

  private func meaning(_ result: AttestationResult) -> String {
    let subject = result.isSimulated ? "It is simulated" : "It is genuine"
    switch result.status {
    case .affirming: return "\(subject), and what the reference values `\(result.referenceName ?? "")` expect."
    case .warning: return "\(subject), with something that the policy lets pass with a warning."
    case .contraindicated: return "\(subject), and not what you expect: do not trust it with anything."
    case .none where result.referenceName == nil:
      return "\(subject), but nothing is said about what runs: no reference values were given."
    case .none: return "\(subject), but no measurement of its code was compared with the reference values."
    }
  }

  private func proven(_ evidence: VerifiedEvidence, _ result: AttestationResult) -> [Line] {
    let root =
      evidence.isSimulated
      ? "a made-up root that the policy trusts" : "the root of \(evidence.format.vendor), which is pinned"
    // The check of the root says the same in fewer words.
    let checks = result.checks.filter { $0.outcome == .passed && $0.name != "evidence.root" }
    let verified: Line = "    \(symbol: .good) \(Self.padded("signatures"))  every signature holds, up to \(root)"
    return [verified] + checks.map { self.line($0, .good) }
  }

  /// What was asked by nobody, or could not be: of another format's checks nothing is said.
  private func open(_ evidence: VerifiedEvidence, _ result: AttestationResult) -> [Line] {
    let others = evidence.format.checksOfOthers
    return result.checks.filter { check in
      check.outcome == .notApplicable && !others.contains { check.name.hasPrefix($0) }
    }.map { self.line($0, .dot) }
  }

  private func line(_ check: AppraisalCheck, _ symbol: Line.Symbol) -> Line {
    "    \(symbol: symbol) \(Self.padded(check.name))  \(check.message)"
  }

  private static func contents(_ evidence: VerifiedEvidence) -> [Line] {
    var values = evidence.measurements.filter { measurement in measurement.value.contains { $0 != 0 } }
      .map { ($0.name, Hexadecimal.text($0.value)) }
    let zeros = evidence.measurements.count - values.count
    if zeros > 0 { values.append(("zero", "\(zeros) of \(evidence.measurements.count) measurements")) }
    if !evidence.tcb.text.isEmpty {
      let advisories = evidence.tcb.advisories.isEmpty ? "" : "  " + evidence.tcb.advisories.joined(separator: ", ")
      values.append(("tcb", evidence.tcb.text + advisories))
    }
    if evidence.boundData.contains(where: { $0 != 0 }) {
      values.append((evidence.format.boundField, Hexadecimal.text(evidence.boundData)))
    }
    if !evidence.nonce.isEmpty { values.append(("nonce", Hexadecimal.text(evidence.nonce))) }
    return values.map { "      \(Self.padded($0.0), .faint)  \($0.1)" }
  }

  private func next(_ result: AttestationResult) -> [Line] {
    guard result.status == .none, result.referenceName == nil else { return [] }
    return ["    Say what should run: --reference FILE. `warifu reference create` makes one."]
  }

  /// As wide as the names of almost all checks, `reference.measurement` being the longest of them.
  private static func padded(_ name: String) -> String {
    name + String(repeating: " ", count: max(0, 21 - name.count))
  }
}

extension TrustTier {
  fileprivate var symbol: Line.Symbol {
    switch self {
    case .affirming: .good
    case .none, .warning: .warning
    case .contraindicated: .bad
    }
  }

  fileprivate var role: Line.Role {
    switch self {
    case .affirming: .good
    case .none, .warning: .warning
    case .contraindicated: .bad
    }
  }
}

extension EvidenceFormat {
  /// How the checks begin that only other formats have.
  fileprivate var checksOfOthers: [String] {
    switch self {
    case .nitro: ["tcb.", "snp."]
    case .snp: ["tcb.status", "tcb.advisories"]
    case .tdx: ["tcb.minimum", "snp."]
    }
  }
}
