import Declarations
import TLSKeys

/// The records found at a relationship's owner name, each read.
struct FoundDeclarations {
  let answer: TextAnswer
  let origin: HostName
  let destination: HostName
  let now: Int64
  private let readings: [(text: String, reading: RecordReading<DeclarationRecord>)]

  init(_ answer: TextAnswer, origin: HostName, destination: HostName, now: Int64) {
    self.answer = answer
    self.origin = origin
    self.destination = destination
    self.now = now
    self.readings = answer.texts.map { octets in
      (
        String(decoding: octets, as: UTF8.self),
        DeclarationRecord.read(octets, origin: origin, destination: destination)
      )
    }
  }

  private var records: [DeclarationRecord] {
    self.readings.compactMap { if case .record(let record) = $0.reading { record } else { nil } }
  }

  private var malformed: [(text: String, reason: String)] {
    self.readings.compactMap { if case .malformed(let reason) = $0.reading { ($0.text, reason) } else { nil } }
  }

  /// The sides that have a record in its time.
  private var signers: Set<HostName> {
    Set(self.records.filter { RecordTime($0, now: self.now) == .valid }.map(\.signer))
  }

  var outcome: Outcome {
    if let outcome = self.answer.outcome { return outcome }
    if self.records.isEmpty, !self.malformed.isEmpty { return .malformed }
    if self.records.count + self.malformed.count > DeclarationSet.maximumRecords { return .malformed }
    return self.signers.count == 2 ? .good : .warning
  }

  var document: Document {
    Document(
      origin: self.origin.description, destination: self.destination.description, owner: self.answer.owner,
      answer: self.answer.state, reason: self.answer.reason, ttl: self.answer.ttl,
      records: self.records.map { RecordEntry($0, now: self.now) },
      malformed: self.malformed.map { MalformedEntry(reason: $0.reason, text: $0.text) },
      foreign: self.readings.count { $0.reading == .notOurs })
  }

  struct Document: Encodable, Sendable {
    let schema = 1
    let origin: String
    let destination: String
    let owner: String
    let answer: TextAnswer.State
    let reason: String?
    let ttl: UInt32?
    let records: [RecordEntry]
    let malformed: [MalformedEntry]
    /// How many TXT records there are somebody else's.
    let foreign: Int
  }

  struct MalformedEntry: Encodable, Sendable {
    let reason: String
    let text: String
  }

  var lines: [Line] {
    var lines = [self.answer.line]
    for record in self.records { lines += RecordText.lines(record, now: self.now) }
    for (text, reason) in self.malformed {
      lines.append("  \(symbol: .bad) a malformed record: \(reason)")
      lines.append("      \(text.prefix(200), .faint)")
    }
    let foreign = self.readings.count { $0.reading == .notOurs }
    if foreign > 0 { lines.append("  \("\(foreign) TXT record\(foreign == 1 ? "" : "s") of others", .faint)") }
    lines += self.summary
    return lines
  }

  private var summary: [Line] {
    switch self.answer.state {
    case .bogus: return ["The zone is broken, or the answer was altered on the way: do not rely on it."]
    case .unreachable: return ["Try again; else try --resolver recursive or a longer --deadline."]
    case .insecure:
      return ["The operator of \(self.origin) must sign its zone with DNSSEC; until then nothing is proved."]
    case .absent:
      return ["\(self.origin) declares no relationship with \(self.destination). To make one: \(self.create)"]
    case .secure: break
    }
    let missing = [self.origin, self.destination].filter { !self.signers.contains($0) }
    guard !missing.isEmpty else { return ["Both sides declare it. Whether with the keys they show: \(self.verify)"] }
    let names = missing.map(\.description).joined(separator: " and ")
    return ["No declaration by \(names) that holds now. To make it: \(self.create)"]
  }

  private var create: String { "warifu relationship create \(self.origin) \(self.destination)" }
  private var verify: String { "warifu verify --pair \(self.origin) \(self.destination)" }
}
