import CLI
import Findings
import Foundation
import Testing
import ZoneHealth

@Suite("The codes of findings")
struct FindingCodesTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Every type of codes, by the name that its source declares it with.
  private static let types: [String: [any FindingCode]] = [
    "CommonCode": CommonCode.allCases, "ZoneCode": ZoneCode.allCases, "ClockCode": ClockCode.allCases,
    "DoctorCode": DoctorCode.allCases, "BrowserCode": BrowserCode.allCases,
  ]

  private struct Row: Hashable {
    let code: String
    let severity: String
  }

  @Test("docs/findings.md explains every code that the program has, with its severity, and no other")
  func documented() throws {
    let text = try String(contentsOf: Self.root.appendingPathComponent("docs/findings.md"), encoding: .utf8)
    var rows: [Row] = []
    for line in text.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count >= 3, Severity(rawValue: cells[1]) != nil else { continue }
      rows.append(Row(code: cells[0].filter { $0 != "`" }, severity: cells[1]))
      let wantsAction = ["warning", "failure", "unknown"].contains(cells[1])
      #expect(cells.count == 4 || !wantsAction, "\(cells[0]) does not say what to do")
    }
    let codes = Self.types.values.flatMap(\.self).map { Row(code: $0.rawValue, severity: $0.severity.rawValue) }
    #expect(Set(rows).subtracting(codes).isEmpty, "documented, and not in the program")
    #expect(Set(codes).subtracting(rows).isEmpty, "in the program, and not documented")
    #expect(Set(codes.map(\.code)).count == codes.count && rows.count == codes.count, "a code stands twice")
  }

  @Test("Every type of codes in the sources is one of those that are compared with the documentation")
  func complete() throws {
    let sources = Self.root.appendingPathComponent("Sources")
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var found: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /enum (\w+): String, FindingCode/) { found.insert(String(match.1)) }
    }
    #expect(found == Set(Self.types.keys))
  }

  @Test("Codes are words in lowerCamelCase")
  func form() {
    for code in Self.types.values.flatMap(\.self).map({ $0.rawValue }) {
      #expect(code.wholeMatch(of: /[a-z][A-Za-z0-9]*/) != nil, "\(code)")
    }
  }
}
