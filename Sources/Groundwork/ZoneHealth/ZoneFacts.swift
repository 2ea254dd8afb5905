import DNS
import DNSWire

/// What all servers of a zone said, at one moment.
struct ZoneFacts: Sendable {
  let zone: ExaminedZone
  /// The primary first.
  let servers: [ServerFacts]
  /// Unix seconds.
  let now: Int64

  /// Those that serve the zone.
  var authoritative: [ServerFacts] { self.servers.filter { $0.soa(self.zone.name) != nil } }

  /// The newest version of the zone that any server has.
  var newest: SOAData? {
    self.authoritative.compactMap { $0.soa(self.zone.name)?.data }
      .reduce(nil) { newest, next in newest.map { $0.isOlder(than: next) ? next : $0 } ?? next }
  }

  /// Those that have an older version than another.
  var behind: [ServerFacts] {
    guard let newest else { return [] }
    return self.authoritative.filter { $0.soa(self.zone.name)?.data.isOlder(than: newest) == true }
  }

  /// Whether any server has keys for the zone.
  var isSigned: Bool { self.authoritative.contains { $0.keyData(self.zone.name)?.isEmpty == false } }
}
