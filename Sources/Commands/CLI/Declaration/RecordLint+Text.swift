extension RecordLint {
  /// For a person: a line for each record with what is wrong below it, and a sum.
  var lines: [Line] {
    var lines: [Line] = []
    for record in self.document.records {
      guard !record.isForeign else {
        lines.append("\(symbol: .warning) line \(record.line): \(Self.ignored, .strong)")
        lines.append("    \(self.shortened(record.text), .faint)")
        continue
      }
      let symbol: Line.Symbol = record.problems.isEmpty ? (record.warnings.isEmpty ? .good : .warning) : .bad
      lines.append("\(symbol: symbol) line \(record.line): \(record.kind ?? "no record of ours", .strong)")
      lines += record.problems.map { "    \("\($0)", .bad)" }
      lines += record.warnings.map { "    \("\($0)", .warning)" }
      lines.append("    \(self.shortened(record.text), .faint)")
    }
    lines += self.document.problems.map { "\(symbol: .bad) \($0)" }
    let count = self.document.records.count { !$0.isForeign }
    let wrong = self.document.records.count { !$0.problems.isEmpty }
    let records = count == 1 ? "record" : "records"
    if self.document.good {
      lines.append("\(count) \(records), well-formed.")
    } else if wrong > 0 {
      lines.append("\(wrong) of \(count) \(records) malformed.")
    }
    return lines
  }

  private func shortened(_ text: String) -> String {
    text.count <= 100 ? text : text.prefix(100) + "…"
  }
}
