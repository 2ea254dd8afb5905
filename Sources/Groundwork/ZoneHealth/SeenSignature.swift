package import DNS
package import DNSWire

/// An RRset's signatures as one server gave them. One that holds is enough, so the RRset is signed for as long as the best
/// of them holds.
package struct SeenSignature: Sendable {
  package let server: ServerAddress
  package let owner: DomainName
  package let type: RecordType
  /// Unix seconds.
  package let begin: Int64
  package let end: Int64
  /// The RRset's TTL in the zone, seconds.
  package let ttl: Int64

  package var lifetime: Int64 { self.end - self.begin }

  /// Signers renew when a tenth of the lifetime or more is left (Knot), or a third (BIND), or a week (PowerDNS): with less
  /// than a fourteenth left, one is late. With less than the TTL left, caches lose the RRset early.
  package var margin: Int64 { max(self.lifetime / 14, self.ttl) }

  /// Of the signatures in an answer over this RRset the best; nil where there is none.
  ///
  /// - Parameter now: Unix seconds.
  package static func best(
    of message: DNSMessage, over type: RecordType, at owner: DomainName, from server: ServerAddress, now: Int64
  ) -> SeenSignature? {
    message.answers(owner, .rrsig).compactMap { record in
      guard let data = try? RRSIGData(record.rdata), data.typeCovered == type else { return nil }
      return SeenSignature(
        server: server, owner: owner, type: type, begin: data.begin(near: now), end: data.end(near: now),
        ttl: Int64(data.originalTTL))
    }.max { $0.rank(at: now) < $1.rank(at: now) }
  }

  /// One that holds now comes before one that does not; then the one that ends later.
  func rank(at now: Int64) -> (Int, Int64) { (self.begin <= now && now <= self.end ? 1 : 0, self.end) }
}
