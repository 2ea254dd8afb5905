import Findings

/// Findings for a person: what is good in one line for each kind of thing, everything else in full.
struct FindingLines {
  let report: FindingReport
  /// Whether what is good is shown one by one, with what it rests on.
  let showsAll: Bool

  var lines: [Line] {
    FindingArea.allCases.flatMap(self.lines(of:)) + [self.summary]
  }

  private func lines(of area: FindingArea) -> [Line] {
    let findings = self.report.findings.filter { $0.subject.area == area }
    guard !findings.isEmpty else { return [] }
    let good = findings.filter { $0.severity == .pass }
    let shown = self.showsAll ? findings : findings.filter { $0.severity != .pass }
    var lines: [Line] = ["\(area.title, .heading)"]
    if !self.showsAll, !good.isEmpty { lines.append("  \(symbol: .good) \(good.count) good") }
    return lines + shown.flatMap(self.lines(of:)) + [""]
  }

  private func lines(of finding: Finding) -> [Line] {
    let text = finding.text
    var lines: [Line] = [
      "  \(symbol: finding.severity.symbol) \(finding.subject.name, .strong)  \(text.summary)  \(finding.code, .faint)"
    ]
    for (name, sentence) in [("cause", text.cause), ("consequence", text.consequence), ("next", text.next)]
    where !sentence.isEmpty {
      lines.append("      \(Self.padded(name), .faint)\(sentence)")
    }
    for (index, evidence) in finding.evidence.enumerated() {
      lines.append("      \(Self.padded(index == 0 ? "evidence" : ""), .faint)\(evidence.label): \(evidence.value)")
    }
    return lines
  }

  private var summary: Line {
    let counts = [
      Self.count(self.report.count(.failure), "failure"), Self.count(self.report.count(.warning), "warning"),
      self.report.count(.unknown) > 0 ? "\(self.report.count(.unknown)) not tested" : nil,
      "\(self.report.count(.pass)) good",
    ]
    return
      "\(symbol: self.report.worst.symbol) \(self.report.examined, .strong)  \(counts.compactMap(\.self).joined(separator: ", "))"
  }

  private static func count(_ number: Int, _ thing: String) -> String? {
    number > 0 ? "\(number) \(thing)\(number == 1 ? "" : "s")" : nil
  }

  private static func padded(_ name: String) -> String {
    name + String(repeating: " ", count: max(1, 13 - name.count))
  }
}

extension Severity {
  fileprivate var symbol: Line.Symbol {
    switch self {
    case .pass: .good
    case .info: .dot
    case .warning: .warning
    case .failure: .bad
    case .unknown: .unknown
    }
  }
}

extension FindingArea {
  fileprivate var title: String {
    switch self {
    case .installation: "This installation"
    case .zone: "Zones"
    case .host: "Hosts"
    case .partner: "Partners"
    case .clock: "Clock"
    }
  }
}
