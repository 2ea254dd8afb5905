import DNS
import DNSWire
import Findings

/// How absence is proved (RFC 9276).
enum DenialRules {
  /// From which number of iterations on widely used validators no longer believe in the proof (BIND: 50).
  private static let mostIterations: UInt16 = 50

  static func judge(_ facts: ZoneFacts) -> [Finding] {
    guard facts.isSigned else { return [] }
    let zone = facts.zone
    let denials = facts.authoritative.filter(\.knowsEDNS).compactMap { server -> Denial? in
      guard let message = try? server.denial.get(), [.noError, .nameError].contains(message.responseCode),
        !message.answers.contains(where: { $0.type == .txt || $0.type == .cname })
      else { return nil }
      return Denial(server.server.description, message.authorities)
    }
    guard !denials.isEmpty else {
      return [
        .notTested(
          zone.subject, "how the zone proves absence",
          because: "no server answered for a name that should not exist; a wildcard may stand above it")
      ]
    }
    let silent = denials.filter(\.isEmpty)
    guard silent.isEmpty else {
      return [
        Finding(
          ZoneCode.denialMissing, zone.subject, DenialText.missing,
          evidence: silent.map { Evidence("server", "\($0.server): neither NSEC nor NSEC3") })
      ]
    }
    let parameters = Set(denials.flatMap(\.hashed).map(\.parameters) + self.published(facts))
    let findings = self.parameterFindings(parameters, facts) + self.optOut(denials, facts)
    return findings.isEmpty
      ? [
        Finding(
          ZoneCode.denialPlain, zone.subject, DenialText.plain(hashed: !parameters.isEmpty),
          evidence: denials.map { Evidence("server", $0.server) } + self.evidence(parameters))
      ] : findings
  }

  private static func published(_ facts: ZoneFacts) -> [NSEC3PARAMData] {
    facts.authoritative.compactMap { try? $0.parameters.get() }.flatMap { $0.answers(facts.zone.name, .nsec3param) }
      .compactMap { try? NSEC3PARAMData($0.rdata) }
  }

  private static func parameterFindings(_ parameters: Set<NSEC3PARAMData>, _ facts: ZoneFacts) -> [Finding] {
    let evidence = self.evidence(parameters)
    var findings: [Finding] = []
    let iterations = parameters.map(\.iterations).max() ?? 0
    if iterations > self.mostIterations {
      findings.append(
        Finding(
          ZoneCode.nsec3IterationsMany, facts.zone.subject, DenialText.tooMany(iterations), evidence: evidence))
    } else if iterations > 0 {
      findings.append(
        Finding(ZoneCode.nsec3Iterations, facts.zone.subject, DenialText.iterations(iterations), evidence: evidence))
    }
    if parameters.contains(where: { !$0.salt.isEmpty }) {
      findings.append(Finding(ZoneCode.nsec3Salt, facts.zone.subject, DenialText.salt, evidence: evidence))
    }
    return findings
  }

  private static func evidence(_ parameters: Set<NSEC3PARAMData>) -> [Evidence] {
    parameters.map { "\($0)" }.sorted().map { Evidence("nsec3", $0) }
  }

  private static func optOut(_ denials: [Denial], _ facts: ZoneFacts) -> [Finding] {
    let open = denials.filter { $0.hashed.contains(where: \.isOptOut) }
    guard let first = open.first, let record = first.hashed.first(where: \.isOptOut) else { return [] }
    return [
      Finding(
        ZoneCode.nsec3OptOut, facts.zone.subject, DenialText.optOut,
        evidence: [Evidence("server", first.server), Evidence("nsec3", "\(record.parameters)")])
    ]
  }
}

/// The proof of absence in one server's answer.
private struct Denial {
  let server: String
  let hashed: [NSEC3Data]
  let isEmpty: Bool

  init(_ server: String, _ records: [ResourceRecord]) {
    self.server = server
    self.hashed = records.filter { $0.type == .nsec3 }.compactMap { try? NSEC3Data($0.rdata) }
    self.isEmpty = !records.contains { $0.type == .nsec3 || $0.type == .nsec }
  }
}
