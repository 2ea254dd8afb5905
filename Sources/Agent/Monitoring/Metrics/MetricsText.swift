/// Prometheus' text exposition, format 0.0.4. Pure.
struct MetricsText {
  enum Kind: String {
    case gauge, counter
  }

  private(set) var text = ""

  /// Begins a metric: all its samples follow.
  mutating func metric(_ name: String, _ kind: Kind, _ help: String) {
    self.text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind.rawValue)\n"
  }

  mutating func sample(_ name: String, _ value: Int64) { self.sample(name, [:], value) }

  mutating func sample(_ name: String, _ labels: KeyValuePairs<String, String>, _ value: Int64) {
    self.text += name
    if !labels.isEmpty {
      self.text += "{"
      var isFirst = true
      for (label, value) in labels {
        if !isFirst { self.text += "," }
        isFirst = false
        self.text += label
        self.text += "=\""
        self.text += Self.escaped(value, quotes: true)
        self.text += "\""
      }
      self.text += "}"
    }
    self.text += " \(value)\n"
  }

  /// A backslash before a backslash and, in a label's value, before a quotation mark; `\n` for the end of a line.
  static func escaped(_ text: String, quotes: Bool) -> String {
    guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x0A || (quotes && $0 == 0x22) }) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\"" where quotes: escaped += "\\\""
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
