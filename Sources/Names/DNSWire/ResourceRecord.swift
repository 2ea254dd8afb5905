/// A resource record (RFC 1035 §4.1.3).
public struct ResourceRecord: Hashable, Sendable {
  /// The owner name.
  public var name: DomainName
  /// The record's type.
  public var type: RecordType
  /// The record's class.
  public var recordClass: RecordClass
  /// Seconds.
  public var ttl: UInt32
  /// RDATA, at most 65,535 octets. Names in it are uncompressed.
  public var rdata: [UInt8]

  /// A record of these parts.
  public init(
    _ name: DomainName, _ type: RecordType, recordClass: RecordClass = .internet, ttl: UInt32, rdata: [UInt8]
  ) {
    self.name = name
    self.type = type
    self.recordClass = recordClass
    self.ttl = ttl
    self.rdata = rdata
  }

  /// A TXT record whose strings joined are `text`.
  public static func txt(_ name: DomainName, ttl: UInt32, text: some Collection<UInt8>) -> ResourceRecord {
    ResourceRecord(name, .txt, ttl: ttl, rdata: TXTData.encode(text))
  }
}
