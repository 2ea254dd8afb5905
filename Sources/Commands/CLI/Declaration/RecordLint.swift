import Declarations
import TLSKeys

/// What is wrong with a list of records, each by itself and all together.
struct RecordLint {
  /// What the records are about.
  enum Subject: Hashable, Sendable {
    case pair(origin: HostName, destination: HostName)
    case policy(HostName)
    /// As their own names say, else their `s` and `t`.
    case named
  }

  /// One record in the document.
  struct Entry: Encodable, Sendable {
    let line: Int
    /// `declaration` or `policy`; nil for what is none of ours.
    let kind: String?
    let problems: [String]
    let warnings: [String]
    let text: String

    /// Whether it is somebody else's record, which counts for nothing.
    var isForeign: Bool { self.kind == nil && self.problems.isEmpty }
  }

  struct Document: Encodable, Sendable {
    let schema = 1
    let good: Bool
    let records: [Entry]
    /// Of all records together.
    let problems: [String]
  }

  /// What is said of somebody else's record.
  static let ignored = "not ours, ignored"

  let document: Document

  var outcome: Outcome { self.document.good ? .good : .malformed }

  init(_ text: String, subject: Subject, now: Int64) {
    var entries: [Entry] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      do throws(RecordLine.Problem) {
        if let line = try RecordLine(line, number: index + 1) { entries.append(Self.entry(line, subject, now: now)) }
      } catch {
        entries.append(
          Entry(line: error.number, kind: nil, problems: [error.reason], warnings: [], text: String(line.prefix(200))))
      }
    }
    let problems = Self.problems(together: entries, subject)
    self.document = Document(
      good: problems.isEmpty && entries.allSatisfy(\.problems.isEmpty), records: entries, problems: problems)
  }

  private static func entry(_ line: RecordLine, _ subject: Subject, now: Int64) -> Entry {
    let text = String(decoding: line.octets, as: UTF8.self)
    if PolicyRecord.read(line.octets) == .notOurs {
      return Entry(line: line.number, kind: nil, problems: [], warnings: [Self.ignored], text: text)
    }
    switch Self.subject(of: line, text, subject) {
    case .policy(let host):
      return self.policy(line, text, host)
    case .pair(let origin, let destination):
      let problems = DeclarationRecord.problems(line.octets, origin: origin, destination: destination)
      var warnings: [String] = []
      if case .record(let record) = DeclarationRecord.read(line.octets, origin: origin, destination: destination) {
        warnings = self.warnings(record, octets: line.octets, now: now)
      }
      return Entry(line: line.number, kind: "declaration", problems: problems, warnings: warnings, text: text)
    case .named:
      return Entry(
        line: line.number, kind: nil, problems: ["it does not say which two hosts it is about, and none were named"],
        warnings: [], text: text)
    }
  }

  private static func policy(_ line: RecordLine, _ text: String, _ host: HostName) -> Entry {
    switch PolicyRecord.read(line.octets) {
    case .record(let record):
      let warnings =
        record.agents.isEmpty ? ["no m: no agent may speak for \(host), so no relationship can be made"] : []
      return Entry(line: line.number, kind: "policy", problems: [], warnings: warnings, text: text)
    case .malformed(let reason):
      return Entry(line: line.number, kind: "policy", problems: [reason], warnings: [], text: text)
    case .notOurs:
      return Entry(line: line.number, kind: nil, problems: [], warnings: [Self.ignored], text: text)
    }
  }

  private static func warnings(_ record: DeclarationRecord, octets: [UInt8], now: Int64) -> [String] {
    var warnings: [String] = []
    switch RecordTime(record, now: now) {
    case .valid: break
    case .expired:
      warnings.append("it ended at \(Moment.text(record.expires)), \(Moment.distance(record.expires, from: now))")
    case .notYetValid: warnings.append("it holds only from \(Moment.text(record.notBefore))")
    }
    let lengths: ClosedRange<Int> =
      switch record.algorithm {
      case .es256, .edDSA: 64...64
      case .es384: 96...96
      case .ps256: 256...1024
      }
    if !lengths.contains(record.signature.count) {
      warnings.append(
        "its signature has \(record.signature.count) octets, which no \(record.algorithm.rawValue) signature has")
    }
    return warnings
  }

  /// What the record is about: as given, else by the name it stands at, else by its own tags.
  private static func subject(of line: RecordLine, _ text: String, _ given: Subject) -> Subject {
    guard given == .named else { return given }
    if let owner = line.owner?.lowercased() {
      if owner.hasPrefix("_m2dmrt."), let host = try? HostName(owner.dropFirst(8)) { return .policy(host) }
      if let label = owner.firstRange(of: "._m2dmrt."), let destination = try? HostName(owner[..<label.lowerBound]),
        let origin = try? HostName(owner[label.upperBound...])
      {
        return .pair(origin: origin, destination: destination)
      }
    }
    func host(_ tag: String) -> HostName? {
      for element in text.split(separator: ";") {
        let words = element.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " && $0 != "\t" } }
        if words.count == 2, words[0] == tag { return try? HostName(words[1]) }
      }
      return nil
    }
    if let signer = host("s"), let target = host("t"), signer != target {
      return .pair(origin: signer, destination: target)
    }
    return .named
  }

  private static func problems(together entries: [Entry], _ subject: Subject) -> [String] {
    guard !entries.isEmpty else { return ["there is no record"] }
    guard entries.contains(where: { !$0.isForeign }) else { return ["there is no record of ours"] }
    var problems: [String] = []
    let declarations = entries.count { $0.kind == "declaration" }
    if declarations > DeclarationSet.maximumRecords {
      problems.append("there are \(declarations) declarations, \(DeclarationSet.maximumRecords) are allowed at a name")
    }
    let policies = entries.count { $0.kind == "policy" }
    if policies > 1 { problems.append("there are \(policies) policy records, one is allowed at a name") }
    return problems
  }
}
