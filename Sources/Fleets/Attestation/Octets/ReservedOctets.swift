/// Passes the octets that a format reserves and remembers where they are not zero.
///
/// They are no reason to refuse evidence that a vendor's key signed: a newer firmware may have given them a meaning. They are told.
struct ReservedOctets {
  private(set) var found: [ReservedField] = []

  mutating func pass(_ count: Int, in reader: inout OctetReader) throws(EvidenceError) {
    let offset = reader.offset
    let octets = try reader.take(count)
    if octets.contains(where: { $0 != 0 }) { self.found.append(ReservedField(offset: offset, octets: Array(octets))) }
  }
}
