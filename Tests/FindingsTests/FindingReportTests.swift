import Findings
import Foundation
import Testing

@Suite("Reports of findings") struct FindingReportTests {
  enum Code: String, FindingCode {
    case fine, note, shaky, broken, unseen
    var severity: Severity {
      switch self {
      case .fine: .pass
      case .note: .info
      case .shaky: .warning
      case .broken: .failure
      case .unseen: .unknown
      }
    }
  }

  static let zone = FindingSubject(.zone, "ec-1.test.")

  static func finding(_ code: Code, _ subject: FindingSubject = zone, _ evidence: [Evidence] = []) -> Finding {
    Finding(
      code, subject, FindingText("what was found", cause: "cause", consequence: "consequence", next: "next"),
      evidence: evidence)
  }

  @Test(
    "The exit code is that of the worst finding, and what could not be tested is never a failure",
    arguments: [
      ([], 0), ([.fine], 0), ([.fine, .note], 0), ([.unseen, .fine], 5), ([.unseen, .shaky], 3), ([.shaky, .note], 3),
      ([.broken, .shaky, .unseen, .fine], 1),
    ] as [([Code], Int32)])
  func exitCode(codes: [Code], expected: Int32) {
    let report = FindingReport("x", at: 0, codes.map { Self.finding($0) })
    #expect(report.exitCode == expected)
    #expect(report.count(.failure) == codes.count { $0 == .broken })
  }

  @Test("The order does not depend on which check ended first, and nothing is told twice")
  func order() throws {
    var findings: [Finding] = []
    for subject in [
      FindingSubject(.clock, "here"), Self.zone, FindingSubject(.installation, "b"), FindingSubject(.installation, "a"),
    ] {
      for code in Code.allCases {
        for value in ["2", "1"] { findings.append(Self.finding(code, subject, [Evidence("server", value)])) }
      }
    }
    let first = FindingReport("x", at: 0, findings)
    for _ in 0..<5 {
      #expect(FindingReport("x", at: 0, (findings + findings).shuffled()).findings == first.findings)
    }
    let subjects = first.findings.map(\.subject.name)
    #expect(subjects.first == "a" && subjects.last == "here")
    #expect(first.findings.prefix(4).map(\.code) == ["broken", "broken", "shaky", "shaky"])
    #expect(first.findings.prefix(2).map(\.evidence.first?.value) == ["1", "2"])
  }

  @Test("The document has every field of every finding, times in UTC, and null where there is no lab")
  func document() throws {
    let finding = Finding(
      Code.broken, Self.zone, FindingText("s", cause: "c", consequence: "q", next: "n"),
      evidence: [.time("ends", 1_790_000_000), Evidence("server", "127.0.0.1:53")])
    let octets = try JSONEncoder().encode(FindingReport("warifud.yaml", at: 1_790_000_000, [finding]))
    let document = try #require(try JSONSerialization.jsonObject(with: octets) as? [String: Any])
    #expect(document["schema"] as? Int == 1)
    #expect(document["examined"] as? String == "warifud.yaml")
    #expect(document["time"] as? String == "2026-09-21T14:13:20Z")
    #expect(document["worst"] as? String == "failure")
    #expect(document["exitCode"] as? Int == 1)
    #expect(document["counts"] as? [String: Int] == ["pass": 0, "info": 0, "warning": 0, "failure": 1, "unknown": 0])
    let one = try #require((document["findings"] as? [[String: Any]])?.first)
    #expect(
      Set(one.keys) == [
        "severity", "area", "subject", "code", "summary", "evidence", "cause", "consequence", "next", "lab",
      ])
    #expect(one["area"] as? String == "zone" && one["subject"] as? String == "ec-1.test.")
    #expect(one["severity"] as? String == "failure" && one["code"] as? String == "broken")
    #expect(one["lab"] is NSNull)
    let evidence = try #require(one["evidence"] as? [[String: String]])
    #expect(
      evidence == [["label": "ends", "value": "2026-09-21T14:13:20Z"], ["label": "server", "value": "127.0.0.1:53"]])
  }

  @Test("A time that no calendar has is held at its edge", arguments: [Int64.min, .max])
  func absurdTimes(seconds: Int64) {
    #expect(Evidence.time("ends", seconds).value.hasSuffix("Z"))
  }
}
