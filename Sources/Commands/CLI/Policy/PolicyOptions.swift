import ArgumentParser
import Declarations
import Settings
import TLSKeys

/// The values of a policy record, by readable names; the record's own tags do as well.
struct PolicyOptions: ParsableArguments {
  @Option(
    name: [.customLong("origin"), .customLong("p")],
    help: ArgumentHelp("What becomes of steps from this host that are not verified.", valueName: "none|report|enforce"),
    completion: .list(["none", "report", "enforce"]), transform: readOriginPolicy)
  var origin: PolicyRecord.OriginPolicy?

  @Option(
    name: [.customLong("subdomains"), .customLong("sp")],
    help: ArgumentHelp(
      "The same for names below this host; `same` is as --origin.", valueName: "none|report|enforce|same"),
    completion: .list(["none", "report", "enforce", "same"]))
  var subdomains: String?

  @Option(
    name: [.customLong("destination"), .customLong("in")],
    help: ArgumentHelp("Whether users may be sent here without a declaration.", valueName: "none|require"),
    completion: .list(["none", "require"]), transform: readDestinationPolicy)
  var destination: PolicyRecord.DestinationPolicy?

  @Option(
    name: [.customLong("scope"), .customLong("sc")],
    help: ArgumentHelp(
      "The kinds of step that this covers, with commas: redirect, form, frame, link.", valueName: "kinds"),
    transform: readScope)
  var scope: Set<HopKind>?

  @Option(
    name: [.customLong("agent"), .customLong("m")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "An agent's pin that may speak for this host; may be given several times. (default: the agent itself)",
      valueName: "pin"),
    transform: readPin)
  var agents: [KeyDigest] = []

  @Option(
    name: [.customLong("remember"), .customLong("max")],
    help: ArgumentHelp("How long clients remember this, as in 7d; 0 is not at all.", valueName: "time"),
    transform: readAge)
  var remember: Int64?

  func validate() throws {
    if let subdomains, subdomains != "same" {
      _ = try readWord(subdomains, as: "--subdomains") as PolicyRecord.OriginPolicy
    }
    guard self.agents.count <= PolicyRecord.maximumAgents else {
      throw ValidationError("A record names at most \(PolicyRecord.maximumAgents) agents.")
    }
  }

  /// The record with what the options say put in.
  func applied(to record: PolicyRecord) -> PolicyRecord {
    var record = record
    if let origin { record.origin = origin }
    if let subdomains { record.subdomains = PolicyRecord.OriginPolicy(rawValue: subdomains) }
    if let destination { record.destination = destination }
    if let scope { record.scope = scope }
    if !self.agents.isEmpty { record.agents = self.agents }
    if let remember { record.maximumAge = remember }
    return record
  }
}

private func readOriginPolicy(_ text: String) throws -> PolicyRecord.OriginPolicy {
  try readWord(text, as: "--origin")
}

private func readDestinationPolicy(_ text: String) throws -> PolicyRecord.DestinationPolicy {
  try readWord(text, as: "--destination")
}

private func readWord<Word: RawRepresentable & CaseIterable>(
  _ text: String, as option: String
) throws -> Word where Word.RawValue == String {
  guard let word = Word(rawValue: text) else {
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("\(option): '\(text)' is not one of \(words).")
  }
  return word
}

private func readScope(_ text: String) throws -> Set<HopKind> {
  var kinds: Set<HopKind> = []
  for word in text.split(separator: ",") {
    kinds.insert(try HopKind(written: word.filter { $0 != " " }))
  }
  guard !kinds.isEmpty else { throw ValidationError("--scope names no kind of hop.") }
  return kinds
}

private func readPin(_ text: String) throws -> KeyDigest {
  guard let digest = KeyDigest(base64URL: text) else {
    throw ValidationError("--agent: '\(text)' is no pin; warifu identity show prints it, 43 characters.")
  }
  return digest
}

private func readAge(_ text: String) throws -> Int64 {
  let seconds = Duration(written: text)?.components.seconds ?? Int64(text)
  guard let seconds, (0...PolicyRecord.longestMaximumAge).contains(seconds) else {
    throw ValidationError("--remember: '\(text)' is no time of 0 to 365d.")
  }
  return seconds
}
