import DNS
import DNSWire

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
