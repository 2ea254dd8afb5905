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
