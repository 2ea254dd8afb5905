/// The data of an SOA record (RFC 1035 §3.3.13).
public struct SOAData: Hashable, Sendable {
  /// The zone's primary server, by its own account.
  public let primary: DomainName
  /// A mailbox, its first dot for the at sign.
  public let mailbox: DomainName
  /// The zone's version; compared by `isOlder(than:)` only.
  public let serial: UInt32
  /// After how many seconds secondaries look for a newer version.
  public let refresh: UInt32
  /// After how many seconds they try again.
  public let retry: UInt32
  /// After how many seconds without success they stop serving the zone.
  public let expire: UInt32
  /// For how many seconds absence is remembered, where the record's own TTL is not less (RFC 2308 §5).
  public let minimum: UInt32

  /// Reads RDATA, names in it uncompressed.
  /// - Throws: `truncated`, `malformed` for anything but exactly one such record.
  public init(_ rdata: [UInt8]) throws(DNSWireError) {
    var reader = WireReader(rdata)
    primary = try reader.name(compressed: false)
    mailbox = try reader.name(compressed: false)
    serial = try reader.uint32()
    refresh = try reader.uint32()
    retry = try reader.uint32()
    expire = try reader.uint32()
    minimum = try reader.uint32()
    try reader.finish(.soa)
  }

  /// Whether this version comes before `other` (RFC 1982 §3.2). Serials that are exactly 2^31 apart have no order.
  public func isOlder(than other: SOAData) -> Bool {
    let distance = other.serial &- serial
    return distance != 0 && distance < 0x8000_0000
  }
}
