import DNSWire
import Findings

/// How long others remember what the zone says, and what it does not say.
enum MemoryRules {
  /// Seconds; declarations that are remembered for longer outlive their withdrawal for too long.
  private static let longest: UInt32 = 3600

  static func judge(_ facts: ZoneFacts) -> [Finding] {
    let zone = facts.zone
    guard let start = facts.authoritative.compactMap({ $0.soa(zone.name) }).first else { return [] }
    var findings: [Finding] = []
    let records = facts.authoritative.flatMap { server in
      zone.comparedOwners.flatMap { owner in (try? server.records[owner]?.get())?.answers(owner, .txt) ?? [] }
    }
    let long = records.filter { $0.ttl > self.longest }
    if let worst = long.max(by: { $0.ttl < $1.ttl }) {
      findings.append(
        Finding(
          ZoneCode.recordTTLLong, zone.subject, MemoryText.recordLong(worst.ttl),
          evidence: Set(long.map { Evidence("record", "\($0.name) TXT, TTL \($0.ttl) s") }).sorted {
            $0.value < $1.value
          }
        ))
    }
    let negative = min(start.ttl, start.data.minimum)
    let evidence = [Evidence("soa", "TTL \(start.ttl) s, last field \(start.data.minimum) s")]
    if negative > self.longest {
      findings.append(
        Finding(ZoneCode.negativeTTLLong, zone.subject, MemoryText.negativeLong(negative), evidence: evidence))
    }
    return findings.isEmpty
      ? [Finding(ZoneCode.ttlsGood, zone.subject, MemoryText.good(negative: negative), evidence: evidence)] : findings
  }
}
