/// All that an examination found, in an order that does not depend on which check ended first.
package struct FindingReport: Sendable {
  /// What was examined: a file, a domain.
  package let examined: String
  /// When, Unix seconds.
  package let moment: Int64
  /// By area, then by subject, then the worst first.
  package let findings: [Finding]

  package init(_ examined: String, at moment: Int64, _ findings: [Finding]) {
    self.examined = examined
    self.moment = moment
    self.findings = Set(findings).map { (key: SortKey($0), finding: $0) }.sorted { $0.key < $1.key }.map(\.finding)
  }

  /// How many findings of this severity there are.
  package func count(_ severity: Severity) -> Int { self.findings.count { $0.severity == severity } }

  /// A failure before a warning, a warning before what could not be tested; `pass` for a report without any of these.
  package var worst: Severity {
    [.failure, .warning, .unknown].first { self.count($0) > 0 } ?? .pass
  }

  /// 0 good, 1 a failure, 3 a warning, 5 nothing worse than that something could not be tested.
  package var exitCode: Int32 {
    switch self.worst {
    case .failure: 1
    case .warning: 3
    case .unknown: 5
    case .info, .pass: 0
    }
  }
}

extension FindingReport: Encodable {
  private enum CodingKeys: String, CodingKey {
    case schema, examined, time, worst, exitCode, counts, findings
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(1, forKey: .schema)
    try container.encode(self.examined, forKey: .examined)
    try container.encode(RFC3339.text(self.moment), forKey: .time)
    try container.encode(self.worst, forKey: .worst)
    try container.encode(self.exitCode, forKey: .exitCode)
    let counts = Severity.allCases.map { ($0.rawValue, self.count($0)) }
    try container.encode(Dictionary(uniqueKeysWithValues: counts), forKey: .counts)
    try container.encode(self.findings, forKey: .findings)
  }
}

/// Puts a finding in its place.
private struct SortKey: Comparable {
  private let area: Int
  private let rank: Int
  private let words: [String]
  private let name: String

  init(_ finding: Finding) {
    self.area = FindingArea.allCases.firstIndex(of: finding.subject.area) ?? 0
    self.name = finding.subject.name
    self.rank = finding.severity.rank
    self.words = [finding.code] + finding.evidence.flatMap { [$0.label, $0.value] } + [finding.text.summary]
  }

  static func < (left: Self, right: Self) -> Bool {
    if left.area != right.area { return left.area < right.area }
    if left.name != right.name { return left.name < right.name }
    if left.rank != right.rank { return left.rank < right.rank }
    return left.words.lexicographicallyPrecedes(right.words)
  }
}
