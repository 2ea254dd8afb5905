import Foundation

// The rules of everything that this program shows to a person:
//
// - Results go to standard output, logs and complaints to standard error. Colour only on a terminal, and never with
//   NO_COLOR (no-color.org) or TERM=dumb.
// - Symbols: ✓ good, ✗ bad, ! warning, ? could not find out, → from one host to the other. Where the terminal's locale
//   is not UTF-8 they are ASCII.
// - Green, red and yellow follow the symbol; the names that a reader looks for are bold; what can be skipped is faint.
// - Keys are shown by their first 12 characters, times in UTC (RFC 3339), durations in milliseconds.
// - Indentation is two spaces for each level. Lines are not wrapped: terminals do that, and pipes should not have it.
// - Control characters, and characters that reorder text, never get out: they are shown as \u{…}.

/// Where lines for a person go, and what can be shown there.
package struct Terminal: Sendable {
  package let hasColor: Bool
  package let hasUnicode: Bool

  package init(hasColor: Bool, hasUnicode: Bool) {
    self.hasColor = hasColor
    self.hasUnicode = hasUnicode
  }

  /// What the given descriptor of this process can show.
  package init(descriptor: Int32, environment: [String: String] = ProcessInfo.processInfo.environment) {
    let isTerminal = isatty(descriptor) == 1
    let refused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let isUTF8 = locale.uppercased().replacing("-", with: "").contains("UTF8")
    self.init(hasColor: isTerminal && !refused, hasUnicode: !isTerminal || isUTF8)
  }

  package static let output = Terminal(descriptor: STDOUT_FILENO)
  package static let error = Terminal(descriptor: STDERR_FILENO)

  /// How many characters of a key digest are shown.
  static let keyWidth = 12

  static func short(_ key: String?) -> String {
    key.map { "\($0.prefix(self.keyWidth))…" } ?? "none"
  }

  /// The line as it is to be written, without a newline.
  package func render(_ line: Line) -> String {
    line.pieces.map { piece in
      switch piece {
      case .text(let text, let role): self.paint(self.adapt(Self.sanitize(text)), role)
      case .symbol(let symbol, let role): self.paint(self.hasUnicode ? symbol.unicode : symbol.ascii, role)
      }
    }
    .joined()
  }

  package func render(_ lines: [Line]) -> String {
    lines.map { self.render($0) + "\n" }.joined()
  }

  private func adapt(_ text: String) -> String {
    guard !self.hasUnicode else { return text }
    return text.replacing("→", with: "->").replacing("…", with: "...").replacing("·", with: "-")
      .replacing("–", with: "-").replacing("×", with: "x").replacing("≤", with: "<=")
  }

  private func paint(_ text: String, _ role: Line.Role) -> String {
    guard self.hasColor, let code = role.code, !text.isEmpty else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  /// The text with control characters, and those that reorder what is shown, made visible.
  package static func sanitize(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: self.isDangerous) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if self.isDangerous(scalar) {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: return true
    case .format: return true
    default: return false
    }
  }
}

extension Line.Role {
  fileprivate var code: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .faint: "2"
    case .good: "32"
    case .bad: "31"
    case .warning: "33"
    case .heading: "1;4"
    }
  }
}

extension Line.Symbol {
  fileprivate var unicode: String {
    switch self {
    case .good: "✓"
    case .bad: "✗"
    case .warning: "!"
    case .unknown: "?"
    case .arrow: "→"
    case .branch: "├─"
    case .lastBranch: "└─"
    case .trunk: "│"
    case .dot: "·"
    }
  }

  fileprivate var ascii: String {
    switch self {
    case .good: "ok"
    case .bad: "X"
    case .warning: "!"
    case .unknown: "?"
    case .arrow: "->"
    case .branch: "|-"
    case .lastBranch: "`-"
    case .trunk: "|"
    case .dot: "-"
    }
  }
}
