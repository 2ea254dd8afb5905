import DNS
import DNSWire
import Findings

/// Does the chain of trust from the root reach the zone?
enum DelegationRules {
  /// More keys than any zone has; each is hashed for each DS record.
  private static let mostRecords = 64

  static func judge(_ facts: DelegationFacts) -> [Finding] {
    [self.chain(facts)] + (facts.zone.name.isRoot ? [] : self.delegation(facts))
  }

  private static func chain(_ facts: DelegationFacts) -> Finding {
    let subject = facts.zone.subject
    let evidence = [Evidence("lookup", "\(facts.zone.name) SOA, by \(facts.start.path)")]
    switch facts.start.answer {
    case .records(_, _, secure: true):
      return Finding(ZoneCode.chainSecure, subject, DelegationText.secure, evidence: evidence)
    case .records, .absent(_, _, secure: false):
      return Finding(ZoneCode.chainInsecure, subject, DelegationText.insecure, evidence: evidence)
    case .bogus(let reason):
      return Finding(
        ZoneCode.chainBogus, subject, DelegationText.bogus, evidence: evidence + [Evidence("validator", reason)])
    case .absent:
      return .notTested(
        subject, "the chain of trust", because: "the resolver says that there is no such zone",
        next: "Is \(facts.zone.name) a zone of its own? `zone:` names the zone, not the host.", evidence: evidence)
    case .unreachable(let reason):
      return .notTested(
        subject, "the chain of trust", because: reason,
        next: "Check `resolver:` in the configuration; try `warifu verify --resolver recursive`.", evidence: evidence)
    }
  }

  private static func delegation(_ facts: DelegationFacts) -> [Finding] {
    let subject = facts.zone.subject
    let way = Evidence("lookup", "\(facts.zone.name) DS, by \(facts.parent.path)")
    switch facts.parent.answer {
    case .records(let rdata, _, secure: true):
      return self.compare(rdata.prefix(self.mostRecords).compactMap { try? DSData($0) }, facts, way)
    case .absent(_, _, secure: true):
      return [Finding(ZoneCode.dsMissing, subject, DelegationText.missing(self.wanted(facts)), evidence: [way])]
    case .records, .absent:
      return [Finding(ZoneCode.dsParentInsecure, subject, DelegationText.parentInsecure, evidence: [way])]
    case .bogus(let reason), .unreachable(let reason):
      return [.notTested(subject, "the DS record at the parent", because: reason, evidence: [way])]
    }
  }

  private static func compare(_ records: [DSData], _ facts: DelegationFacts, _ way: Evidence) -> [Finding] {
    let subject = facts.zone.subject
    guard let keys = facts.keys else {
      return [
        .notTested(
          subject, "whether the DS record fits", because: "none of the zone's servers gave its keys", evidence: [way])
      ]
    }
    let usable = keys.prefix(self.mostRecords).filter(\.signsZone)
    let fitting = records.filter { ds in usable.contains { ds.matches($0, owner: facts.zone.name) } }
    let evidence =
      [way] + records.map { Evidence("ds", "\($0)") }
      + (keys.isEmpty
        ? [Evidence("key", "none")] : keys.map { Evidence("key", "\($0.keyTag), algorithm \($0.algorithm)") })
    guard !fitting.isEmpty else {
      return [
        Finding(ZoneCode.dsMismatch, subject, DelegationText.mismatch(self.wanted(facts)), evidence: evidence)
      ]
    }
    var findings: [Finding] = []
    if fitting.allSatisfy({ $0.digestType == 1 }) {
      findings.append(
        Finding(ZoneCode.dsWeakDigest, subject, DelegationText.weak(self.wanted(facts)), evidence: evidence))
    }
    if fitting.count < records.count {
      findings.append(Finding(ZoneCode.dsLeftover, subject, DelegationText.leftover, evidence: evidence))
    }
    return findings.isEmpty
      ? [Finding(ZoneCode.dsMatches, subject, DelegationText.matches, evidence: evidence)] : findings
  }

  /// The DS records that the parent should have, as text; of entry points where there are any.
  private static func wanted(_ facts: DelegationFacts) -> [String] {
    let usable = (facts.keys ?? []).filter(\.signsZone)
    let entries = usable.filter(\.isEntryPoint)
    return (entries.isEmpty ? usable : entries).compactMap { DSData(of: $0, owner: facts.zone.name) }
      .map { "\(facts.zone.name) DS \($0)" }
  }
}
