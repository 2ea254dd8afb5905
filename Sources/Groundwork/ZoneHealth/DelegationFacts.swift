import DNS
import DNSWire

/// What a validator says of the zone, and what its parent and it itself say of its keys.
struct DelegationFacts: Sendable {
  let zone: ExaminedZone
  /// The referee's look at the zone's SOA record.
  let start: ResolverPaths.Found
  /// The DS records, which the parent has.
  let parent: ResolverPaths.Found
  /// The zone's keys, from the first server that gave any; nil where none answered.
  let keys: [DNSKEYData]?
}
