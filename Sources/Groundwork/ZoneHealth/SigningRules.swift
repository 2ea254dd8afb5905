import DNSWire
import Findings

/// Is the zone signed, and until when?
enum SigningRules {
  static func judge(_ facts: ZoneFacts) -> [Finding] {
    let zone = facts.zone
    guard !facts.authoritative.isEmpty else { return [] }
    guard facts.isSigned else {
      return [
        Finding(
          ZoneCode.zoneUnsigned, zone.subject, SigningText.unsigned,
          evidence: facts.authoritative.map { Evidence("server", "\($0.server): no DNSKEY record") })
      ]
    }
    let signatures = facts.signatures
    // A server that does not know EDNS gives none, which is said of it elsewhere.
    guard !signatures.isEmpty || !facts.authoritative.contains(where: \.knowsEDNS) else {
      return [
        Finding(
          ZoneCode.signaturesMissing, zone.subject, SigningText.missing,
          evidence: facts.authoritative.map { Evidence("server", "\($0.server): DNSKEY, but no RRSIG records") })
      ]
    }
    return [self.signed(facts)] + self.times(signatures, facts)
  }

  private static func signed(_ facts: ZoneFacts) -> Finding {
    let keys = facts.authoritative.compactMap { $0.keyData(facts.zone.name) }.first { !$0.isEmpty } ?? []
    return Finding(
      ZoneCode.zoneSigned, facts.zone.subject, SigningText.signed(keys.count),
      evidence: keys.map { Evidence("key", "\($0.keyTag), algorithm \($0.algorithm), flags \($0.flags)") })
  }

  private static func times(_ signatures: [SeenSignature], _ facts: ZoneFacts) -> [Finding] {
    let now = facts.now
    let ended = signatures.filter { $0.end < now }
    let early = signatures.filter { $0.begin > now }
    let late = signatures.filter { $0.begin <= now && now <= $0.end && $0.end - now < $0.margin }
    var findings: [Finding] = []
    func add(_ code: ZoneCode, _ some: [SeenSignature], _ text: (SeenSignature) -> FindingText) {
      guard let first = some.min(by: { $0.end < $1.end }) else { return }
      findings.append(Finding(code, facts.zone.subject, text(first), evidence: self.evidence(some, first, now: now)))
    }
    add(.signaturesExpired, ended) { SigningText.expired($0, now: now) }
    add(.signaturesNotYetValid, early) { SigningText.early($0, now: now) }
    add(.signaturesEndSoon, late) { SigningText.endSoon($0, now: now) }
    if findings.isEmpty { add(.signaturesFresh, signatures) { SigningText.fresh($0, now: now) } }
    // Keys may be signed for long by a key that is kept elsewhere.
    let long = signatures.filter { $0.type != .dnskey && $0.lifetime > self.longLifetime }
    add(.signaturesLong, long) { SigningText.long($0) }
    return findings
  }

  /// 30 days, which is as long as a declaration can be valid. Seconds.
  private static let longLifetime: Int64 = 30 * 86_400

  private static func evidence(_ some: [SeenSignature], _ first: SeenSignature, now: Int64) -> [Evidence] {
    [
      Evidence("rrset", "\(first.owner) \(first.type)"), Evidence("server", "\(first.server)"),
      .time("begins", first.begin), .time("ends", first.end), .time("now", now),
      Evidence("margin", "renewal is late with less than \(SigningText.span(first.margin)) left"),
      Evidence("rrsets", "\(some.count) in all"),
    ]
  }
}
