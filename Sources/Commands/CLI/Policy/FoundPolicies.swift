import Declarations

/// The policy records found at a host's name and its parents', and what follows from them.
struct FoundPolicies {
  struct Name {
    let host: HostName
    let answer: TextAnswer
  }

  let host: HostName
  let names: [Name]
  private let originStance: OriginStance
  private let destinationStance: DestinationStance

  init(host: HostName, names: [Name]) {
    self.host = host
    self.names = names
    let sightings = names.map { PolicySighting(host: $0.host, answer: $0.answer.answer) }
    self.originStance = OriginStance(sightings)
    self.destinationStance = DestinationStance(sightings.first)
  }

  struct Document: Encodable, Sendable {
    let schema = 1
    let host: String
    /// What holds now: `none`, `report`, `enforce` or `unknown`; `none`, `require` or `unknown`.
    let origin: String
    let destination: String
    let reports: [String]
    let names: [NameEntry]
  }

  struct NameEntry: Encodable, Sendable {
    let host: String
    let owner: String
    let answer: TextAnswer.State
    let reason: String?
    let policies: [PolicyEntry]
    let malformed: [String]
  }

  var document: Document {
    Document(
      host: self.host.description, origin: self.originStance.value.rawValue,
      destination: self.destinationStance.value.rawValue, reports: self.reports,
      names: self.names.map { name in
        NameEntry(
          host: name.host.description, owner: name.answer.owner, answer: name.answer.state, reason: name.answer.reason,
          policies: Self.policies(name), malformed: Self.malformed(name))
      })
  }

  var outcome: Outcome {
    if self.originStance.bogus != nil || self.destinationStance.bogus != nil { return .malformed }
    guard let own = self.names.first else { return .unknown }
    if let outcome = own.answer.outcome { return outcome }
    return Self.malformed(own).isEmpty && Self.policies(own).count <= 1 ? .good : .malformed
  }

  var lines: [Line] {
    var lines: [Line] = []
    for name in self.names {
      let (policies, malformed) = (Self.policies(name), Self.malformed(name))
      // A parent without a record is no news.
      if name.host != self.host, policies.isEmpty, malformed.isEmpty, name.answer.state == .absent { continue }
      lines.append(name.answer.line)
      for policy in policies { lines += ["    \(policy.text, .faint)"] + policy.lines() }
      lines += malformed.map { "    \(symbol: .bad) a malformed record: \($0)" }
    }
    lines += self.reports.map { "note: \($0)" }
    lines.append(
      """
      \(self.host, .strong) as an origin: \(self.originStance.value.rawValue, .strong); \
      as a destination: \(self.destinationStance.value.rawValue, .strong)
      """)
    return lines
  }

  private var reports: [String] {
    // Both look at the host's own name.
    self.originStance.reports + self.destinationStance.reports.filter { !self.originStance.reports.contains($0) }
  }

  private static func policies(_ name: Name) -> [PolicyEntry] {
    name.answer.texts.compactMap {
      if case .record(let record) = PolicyRecord.read($0) { PolicyEntry(record) } else { nil }
    }
  }

  private static func malformed(_ name: Name) -> [String] {
    name.answer.texts.compactMap { if case .malformed(let reason) = PolicyRecord.read($0) { reason } else { nil } }
  }
}
