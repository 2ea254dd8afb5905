import Foundation
import Lab

/// What `warifu demo` shows a person: at most 100 columns.
struct DemoText {
  private static let nameWidth = 43
  private static let wordWidth = 20

  static let opening: [Line] = [
    Line("Warifu: who sends you on, and did both sides agree to it?", .strong),
    "",
    "A shop sends its customers to a payment provider, which sends them on to a 3-D Secure provider.",
    "Each declares it in the DNS, signed by its TLS keys. Then come those who would rather not be seen.",
    "",
  ]

  static func narration(_ text: String) -> [Line] {
    Self.wrap(text, 96).enumerated().map { index, part in
      index == 0 ? "\(symbol: .dot) \(part, .faint)" : "  \(part, .faint)"
    }
  }

  static let heading: [Line] = [
    "",
    Line(
      " #  \(fill("scene", nameWidth)) \(fill("expected", wordWidth)) \(fill("observed", wordWidth))        ms",
      .heading),
  ]

  static func lines(_ result: SceneResult) -> [Line] {
    let name = Self.wrap(result.name, Self.nameWidth)
    let number = String(repeating: " ", count: result.number < 10 ? 1 : 0) + "\(result.number)"
    let words = result.observed.count <= Self.wordWidth ? result.observed : "otherwise"
    let observed = "\(Self.fill(words, Self.wordWidth))"
    let time = String(format: "%7.1f", result.milliseconds)
    var lines: [Line] = [
      """
      \(number)  \(Self.fill(name[0], Self.nameWidth), .strong) \(Self.fill(result.expected, Self.wordWidth)) \
      \(observed, result.passed ? .good : .bad) \
      \(symbol: result.passed ? .good : .bad, result.passed ? .good : .bad) \(time, .faint)
      """
    ]
    lines += name.dropFirst().map { "    \($0, .strong)" }
    if result.observed.count > Self.wordWidth { lines += Self.wrap(result.observed, 95).map { "    \($0, .bad)" } }
    if !result.detail.isEmpty { lines += Self.wrap(result.detail, 95).map { "    \($0, .faint)" } }
    return lines
  }

  /// - Parameter staysOpen: whether the world is left running, which is then not recommended any more.
  static func closing(_ report: DemoReport, staysOpen: Bool) -> [Line] {
    let figure = report.registration
    let passed = report.scenes.count { $0.passed }
    let sum: Line =
      report.allPassed
      ? "\(symbol: .good, .good) All \(report.scenes.count) scenes ended as expected."
      : "\(symbol: .bad, .bad) \(report.scenes.count - passed) of \(report.scenes.count) scenes did not end as expected."
    let median = String(format: "%.1f", figure.medianMilliseconds)
    let tail = String(format: "%.1f", figure.p95Milliseconds)
    let keeping: [Line] =
      staysOpen ? [] : ["  warifu demo --keep            leaves this world running, for you and for other programs"]
    let figures: [Line] = [
      "", sum,
      """
      Registration (both halves signed, published, seen signed through an empty cache), \(figure.trials) trials:
      """,
      "  median \("\(median) ms", .strong), 95 % within \(tail) ms, \(figure.stalls) stalls of half a second or more",
      "", "Where to go next:",
    ]
    let others: [Line] = [
      "  warifu verify https://…       verifies what a site of yours does today",
      "  docs/operations.md            how to declare your own relationships",
    ]
    return figures + keeping + others
  }

  static func keeping(_ path: String, command: String) -> [Line] {
    [
      "", "The world stays until Ctrl-C. Try:", "", Line("  \(command)", .strong), "",
      "For other programs: \(path, .strong) (throw-away keys in it; readable by you only)",
    ]
  }

  private static func fill(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func wrap(_ text: String, _ width: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
