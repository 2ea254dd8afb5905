/// The OPT pseudo-record (RFC 6891 §6.1).
public struct EDNS: Hashable, Sendable {
  /// An option (RFC 6891 §6.1.2).
  public struct Option: Hashable, Sendable {
    /// The number that IANA gave it.
    public var code: UInt16
    /// At most 65,535 octets.
    public var data: [UInt8]

    /// An option of these parts.
    public init(code: UInt16, data: [UInt8]) {
      self.code = code
      self.data = data
    }
  }

  /// The largest UDP payload that the sender takes, in octets.
  public var udpPayloadSize: UInt16
  /// The upper eight bits of the response code.
  public var extendedResponseCode: UInt8
  /// 0.
  public var version: UInt8
  /// DO: the sender wants DNSSEC's records (RFC 3225).
  public var dnssecOK: Bool
  /// The options.
  public var options: [Option]

  /// 1232 octets are what passes everywhere without fragments.
  public init(udpPayloadSize: UInt16 = 1232, dnssecOK: Bool = false, options: [Option] = []) {
    self.udpPayloadSize = udpPayloadSize
    extendedResponseCode = 0
    version = 0
    self.dnssecOK = dnssecOK
    self.options = options
  }

  /// Reads an OPT record.
  /// - Throws: `malformed` where the owner is not the root, or the options do not fill the data.
  public init(_ record: ResourceRecord) throws(DNSWireError) {
    guard record.type == .opt, record.name.isRoot else { throw .malformed("an OPT record that is not at the root") }
    udpPayloadSize = record.recordClass.rawValue
    extendedResponseCode = UInt8(truncatingIfNeeded: record.ttl >> 24)
    version = UInt8(truncatingIfNeeded: record.ttl >> 16)
    dnssecOK = record.ttl & 0x8000 != 0
    options = []
    var reader = WireReader(record.rdata)
    while reader.remaining > 0 {
      let code = try reader.uint16()
      options.append(Option(code: code, data: try reader.take(Int(try reader.uint16()))))
    }
  }

  /// The record for the additional section. Options beyond 65,535 octets make a message that cannot be encoded.
  public var record: ResourceRecord {
    var writer = WireWriter()
    for option in options {
      writer.uint16(option.code)
      writer.uint16(UInt16(truncatingIfNeeded: option.data.count))
      writer.append(option.data)
    }
    let ttl = UInt32(extendedResponseCode) << 24 | UInt32(version) << 16 | (dnssecOK ? 0x8000 : 0)
    return ResourceRecord(
      .root, .opt, recordClass: RecordClass(rawValue: udpPayloadSize), ttl: ttl, rdata: writer.octets)
  }
}

extension DNSMessage {
  /// The message's EDNS, `nil` where it has none.
  /// - Throws: `malformed` for more than one OPT record (RFC 6891 §6.1.1) or one that cannot be read.
  public func edns() throws(DNSWireError) -> EDNS? {
    let records = additionals.filter { $0.type == .opt }
    guard records.count < 2 else { throw .malformed("more than one OPT record") }
    guard let record = records.first else { return nil }
    return try EDNS(record)
  }
}
