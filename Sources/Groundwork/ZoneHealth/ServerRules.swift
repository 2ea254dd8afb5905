import DNS
import DNSWire
import Findings

/// Do all authoritative servers answer, and do they say the same?
enum ServerRules {
  static func judge(_ facts: ZoneFacts) -> [Finding] {
    let zone = facts.zone
    guard facts.servers.contains(where: { $0.silence == nil }) else {
      return [
        .notTested(
          zone.subject, "the zone itself", because: "none of its servers answered",
          next: "Check `server:` and `servers:` of this zone in the configuration, and the way to them.",
          evidence: facts.servers.map { Evidence("server", "\($0.server): \($0.silence.map { "\($0)" } ?? "")") })
      ]
    }
    let findings =
      facts.servers.flatMap { self.oneServer($0, zone) } + self.behind(facts) + self.keys(facts) + self.records(facts)
    return findings.contains { $0.severity != .unknown } ? findings : findings + [self.agreement(facts)]
  }

  private static func agreement(_ facts: ZoneFacts) -> Finding {
    Finding(
      ZoneCode.serversAgree, facts.zone.subject, ServerText.agree(facts.authoritative.count),
      evidence: facts.authoritative.compactMap { server in
        server.soa(facts.zone.name).map { Evidence("server", "\(server.server): serial \($0.data.serial)") }
      })
  }

  private static func oneServer(_ server: ServerFacts, _ zone: ExaminedZone) -> [Finding] {
    let place = Evidence("server", "\(server.server)")
    if let silence = server.silence {
      guard server.isConfigured else {
        return [
          .notTested(
            zone.subject, "the server \(server.server), which the zone names and the configuration does not",
            because: "it does not answer from here: \(silence)",
            next: "Name the address at which this machine reaches it under `servers:`.", evidence: [place])
        ]
      }
      return [
        Finding(
          ZoneCode.serverSilent, zone.subject, ServerText.silent(server.server),
          evidence: [place, Evidence("answer", "\(silence)")])
      ]
    }
    var findings: [Finding] = []
    if !server.knowsEDNS {
      findings.append(
        Finding(
          ZoneCode.serverWithoutEDNS, zone.subject, ServerText.withoutEDNS(server.server),
          evidence: [place, Evidence("answer", self.words(server.start))]))
    } else if server.soa(zone.name) == nil {
      return [
        Finding(
          ZoneCode.serverLame, zone.subject, ServerText.lame(server.server, zone.name),
          evidence: [place, Evidence("answer", self.words(server.start))])
      ]
    }
    if case .failure(let error) = server.start {
      findings.append(
        Finding(
          ZoneCode.serverSilent, zone.subject, ServerText.silentOverUDP(server.server),
          evidence: [place, Evidence("answer", "\(error)")]))
    }
    if case .failure(let error) = server.startOverTCP {
      findings.append(
        Finding(
          ZoneCode.serverWithoutTCP, zone.subject, ServerText.withoutTCP(server.server),
          evidence: [place, Evidence("answer", "\(error)")]))
    }
    if !server.isConfigured {
      findings.append(
        Finding(ZoneCode.serverNotNamed, zone.subject, ServerText.notNamed(server.server), evidence: [place]))
    }
    return findings
  }

  private static func behind(_ facts: ZoneFacts) -> [Finding] {
    guard let newest = facts.newest else { return [] }
    return facts.behind.map { server in
      let serial = server.soa(facts.zone.name)?.data.serial ?? 0
      return Finding(
        ZoneCode.serverBehind, facts.zone.subject, ServerText.behind(server.server, serial, newest.serial),
        evidence: facts.authoritative.compactMap { other in
          other.soa(facts.zone.name).map { Evidence("server", "\(other.server): serial \($0.data.serial)") }
        })
    }
  }

  private static func keys(_ facts: ZoneFacts) -> [Finding] {
    let seen = facts.authoritative.compactMap { server in server.keyData(facts.zone.name).map { (server.server, $0) } }
    guard let first = seen.first, let other = seen.first(where: { $0.1 != first.1 }) else { return [] }
    return [
      Finding(
        ZoneCode.serverKeysDiffer, facts.zone.subject, ServerText.keysDiffer(first.0, other.0),
        evidence: seen.map { server, keys in
          let tags = keys.isEmpty ? "none" : keys.map { "\($0.keyTag)" }.joined(separator: ", ")
          return Evidence("keys", "\(server): \(tags)")
        })
    ]
  }

  /// Servers that are behind differ for that reason, which is said already.
  private static func records(_ facts: ZoneFacts) -> [Finding] {
    let behind = Set(facts.behind.map(\.server))
    let current = facts.authoritative.filter { !behind.contains($0.server) }
    return facts.zone.comparedOwners.compactMap { owner in
      let seen = current.compactMap { server in server.texts(owner).map { (server.server, $0) } }
      guard let first = seen.first, let other = seen.first(where: { $0.1 != first.1 }) else { return nil }
      return Finding(
        ZoneCode.serverRecordsDiffer, facts.zone.subject, ServerText.recordsDiffer(owner, first.0, other.0),
        evidence: seen.flatMap { server, texts in
          texts.isEmpty
            ? [Evidence("record", "\(server): none")]
            : texts.prefix(20).map { Evidence("record", "\(server): \(self.shown($0))") }
        })
    }
  }

  private static func shown(_ rdata: [UInt8]) -> String {
    let text = (try? TXTData.join(rdata)).map { String(decoding: $0, as: UTF8.self) } ?? "data that cannot be read"
    return text.count > 120 ? "\(text.prefix(120))…" : text
  }

  private static func words(_ answer: ServerFacts.Answer) -> String {
    switch answer {
    case .success(let message):
      "\(message.responseCode), \(message.header.isAuthoritative ? "" : "not ")authoritative, \(message.answers.count) records"
    case .failure(let error): "\(error)"
    }
  }
}
