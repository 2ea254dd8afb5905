import DNS
import DNSWire

/// An RRset's signatures as one server gave them. One that holds is enough, so the RRset is signed for as long as the best
/// of them holds.
struct SeenSignature: Sendable {
  let server: ServerAddress
  let owner: DomainName
  let type: RecordType
  /// Unix seconds.
  let begin: Int64
  let end: Int64
  /// The RRset's TTL in the zone, seconds.
  let ttl: Int64

  var lifetime: Int64 { self.end - self.begin }

  /// Signers renew when a tenth of the lifetime or more is left (Knot), or a third (BIND), or a week (PowerDNS): with less
  /// than a fourteenth left, one is late. With less than the TTL left, caches lose the RRset early.
  var margin: Int64 { max(self.lifetime / 14, self.ttl) }
}

extension ZoneFacts {
  /// Every RRset of the zone that was seen with a signature by the zone, on every server.
  var signatures: [SeenSignature] {
    var best: [[String]: SeenSignature] = [:]
    for server in self.authoritative {
      for record in server.messages.flatMap({ $0.answers + $0.authorities }) where record.type == .rrsig {
        guard let data = try? RRSIGData(record.rdata), data.signer == self.zone.name else { continue }
        let seen = SeenSignature(
          server: server.server, owner: record.name, type: data.typeCovered, begin: data.begin(near: self.now),
          end: data.end(near: self.now), ttl: Int64(data.originalTTL))
        let key = [seen.server.description, seen.owner.description.lowercased(), seen.type.description]
        if best[key].map({ $0.rank(at: self.now) < seen.rank(at: self.now) }) ?? true { best[key] = seen }
      }
    }
    return best.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
  }
}

extension SeenSignature {
  /// One that holds now comes before one that does not; then the one that ends later.
  fileprivate func rank(at now: Int64) -> (Int, Int64) { (self.begin <= now && now <= self.end ? 1 : 0, self.end) }
}
