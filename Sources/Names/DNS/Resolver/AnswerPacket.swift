import DNSWire

/// What libunbound's result does not say of itself, read from the answer it made.
struct AnswerPacket {
  /// How many aliases (CNAME records, also those made from a DNAME) the answer goes through.
  let aliasCount: Int
  /// Whether any signature is in it.
  let hasSignatures: Bool
  /// Seconds for which the answer's records may be remembered.
  let ttl: UInt32
  /// The same for absence (RFC 2308 §5): the lesser of the SOA's TTL and its last field, and of the aliases on the way.
  let negativeTTL: UInt32

  /// `nil` for a packet that cannot be read.
  init?(_ packet: [UInt8]) {
    guard let message = try? DNSMessage(parsing: packet) else { return nil }
    aliasCount = message.answers.count { $0.type == .cname }
    hasSignatures = (message.answers + message.authorities).contains { $0.type == .rrsig }
    let smallest = message.answers.map(\.ttl).min()
    ttl = smallest ?? 0
    let start = message.authorities.first { $0.type == .soa }
    if let start, let minimum = Self.lastField(of: start.rdata) {
      negativeTTL = min(start.ttl, minimum, smallest ?? .max)
    } else {
      negativeTTL = 0
    }
  }

  private static func lastField(of rdata: [UInt8]) -> UInt32? {
    guard rdata.count >= 22 else { return nil }
    return rdata.suffix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }
}
