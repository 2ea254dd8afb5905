/// Passes the octets that a format reserves and remembers where they are not zero.
///
/// They are no reason to refuse a report that AMD's key signed: a newer firmware may have given them a meaning. They are told.
struct SNPReservedOctets {
  private(set) var places: [Int] = []

  mutating func pass(_ count: Int, in reader: inout OctetReader) throws(EvidenceError) {
    let offset = reader.offset
    if try !reader.take(count).allSatisfy({ $0 == 0 }) { self.places.append(offset) }
  }
}
