import Attestation
import Foundation
import Testing

/// Compares `docs/attestation.md` with what appraisal does, so that neither is changed alone.
@Suite("What the documentation says of policies and checks")
struct DocumentedChecksTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The cells of the rows of the table under a heading, the first one below it.
  private static func table(under heading: String) throws -> [[String]] {
    let text = try String(contentsOf: self.root.appending(path: "docs/attestation.md"), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex(of: Substring(heading)), "no heading \(heading)")
    let rows = lines[start...].drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
    return rows.dropFirst(2).map { row in
      row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  /// `reference.pcr0` stands as `reference.NAME` in the documentation.
  private static func documented(_ check: String) -> String {
    for family in ["reference", "required", "owner"] where check.hasPrefix("\(family).") {
      return ["reference.validity", "reference.signer", "reference.values"].contains(check) ? check : "\(family).NAME"
    }
    return check
  }

  private static func checks() throws -> [(name: String, then: String)] {
    try self.table(under: "### The checks of an appraisal").map { ($0[0].replacing("`", with: ""), $0[2]) }
  }

  @Test("lists every check that can fail, and each fails in some trial as strongly as is said")
  func failing() throws {
    let rows = try Self.checks()
    #expect(rows.count > 10)
    var tiers: [String: Set<String>] = [:]
    for trial in PolicyTrial.all { tiers[Self.documented(trial.check), default: []].insert(trial.tier.word) }
    for row in rows {
      let said = Set(row.then.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
      #expect(tiers[row.name] == said, "\(row.name)")
    }
    #expect(tiers.keys.sorted() == rows.map(\.name).sorted())
  }

  @Test("lists every check that the sources can produce, but the two that never fail, which the text names")
  func produced() throws {
    let folder = Self.root.appending(path: "Sources/Fleets/Attestation/Appraisal/Checks")
    var words: Set<String> = []
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    for file in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(
        of: /"((?:evidence|reference|required|owner|tcb|snp|tdx|nitro)[.a-z-]*(?:\\\([a-z]+\))?)"/)
      {
        words.insert(String(match.1))
      }
    }
    // Families, of which the rest of the name is put in.
    let families = [
      "reference.": "reference.NAME", "required.\\(required)": "required.NAME", "owner.\\(key)": "owner.NAME",
    ]
    let names = Set(words.map { families[$0] ?? $0 })
    let silent: Set = ["reference.values", "owner"]
    #expect(try names == Set(Self.checks().map(\.name)).union(silent))
    let text = try String(contentsOf: Self.root.appending(path: "docs/attestation.md"), encoding: .utf8)
    for name in silent { #expect(text.contains("`\(name)`"), "\(name) is not explained") }
  }

  @Test("every check of every trial is one of those")
  func seen() throws {
    var seen: Set<String> = []
    for format in EvidenceFormat.allCases {
      for check in try PolicySetting(.base(format)).appraised().checks { seen.insert(Self.documented(check.name)) }
    }
    #expect(try seen.subtracting(Self.checks().map(\.name)) == ["owner"])
  }

  @Test("every key of a policy decides in some trial what passes and what fails")
  func knobs() throws {
    let keys = try Self.table(under: "## Policy").flatMap { row -> [String] in
      let key = row[0].replacing("`", with: "")
      guard key.contains("TEE") else { return [key] }
      return EvidenceFormat.allCases.map { key.replacing("*TEE*", with: $0.rawValue) }
    }
    #expect(keys.count > 10)
    #expect(Set(PolicyTrial.all.compactMap(\.knob)).sorted() == keys.sorted())
    for trial in PolicyTrial.all {
      guard let last = trial.knob?.split(separator: ".").last, last != "simulatedRoots" else { continue }
      #expect(trial.right.policy.contains("\"\(last)\""), "\(trial.testDescription)")
    }
  }

  @Test("the example of a policy names every key")
  func example() throws {
    let text = try String(contentsOf: Self.root.appending(path: "docs/attestation.md"), encoding: .utf8)
    let example = try #require(text.split(separator: "```yaml").first { $0.contains("name: production") })
    let block = try #require(example.split(separator: "\n```").first)
    for key in Set(PolicyTrial.all.compactMap(\.knob).compactMap { $0.split(separator: ".").last }) {
      #expect(block.contains("\(key):"), "\(key)")
    }
  }
}
