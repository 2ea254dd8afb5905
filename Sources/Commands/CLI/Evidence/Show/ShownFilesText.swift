import Attestation

/// `evidence show` for people, in the manner of `openssl x509 -text`.
enum ShownFilesText {
  /// Labels of one group are aligned up to this width.
  private static let widest = 60

  static func lines(_ files: [ShownFile]) -> [Line] {
    var lines: [Line] = [
      "\(symbol: .warning) Nothing here is verified: this is what \(files.count == 1 ? "the file says" : "the files say"), and anybody may have written it."
    ]
    for file in files { lines += [""] + self.lines(file) }
    return lines
  }

  private static func lines(_ file: ShownFile) -> [Line] {
    switch file.content {
    case .shown(let shown):
      let head: Line = "\(file.name, .strong): \(shown.title), \(file.octetCount) octets"
      let findings = shown.findings.map { Line("  ! ", .warning) + Line($0) }
      return [head] + findings + self.lines(shown.fields, indent: "  ")
    case .malformed(let error):
      let lines: [Line] = [
        "\(symbol: .bad) \(file.name, .strong): \(error.kind.rawValue, .bad) (\(error.check))", "  \(error.message)",
      ]
      guard file.isX509 else { return lines }
      return lines + [
        "  It looks like a certificate or a revocation list: `openssl x509 -text` or `openssl crl -text` shows it."
      ]
    case .unreadable(let complaint): return ["\(symbol: .bad) \(complaint.message, .strong)", "  \(complaint.next)"]
    }
  }

  private static func lines(_ fields: [ShownField], indent: String) -> [Line] {
    let width = fields.filter { $0.value != nil }.map(\.label.count).filter { $0 <= self.widest }.max() ?? 0
    return fields.flatMap { field -> [Line] in
      let meaning: Line = field.meaning.isEmpty ? "" : "  \("(\(field.meaning))", .faint)"
      let head: Line
      if let value = field.value {
        let padding = String(repeating: " ", count: max(0, width - field.label.count))
        head = "\(indent)\(field.label, .faint)\(padding)  \(value.text)\(meaning)"
      } else {
        head = "\(indent)\(field.label, .strong)\(meaning)"
      }
      return [head] + self.lines(field.parts, indent: indent + "  ")
    }
  }
}
