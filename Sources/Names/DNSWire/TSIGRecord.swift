/// The data of a TSIG record (RFC 8945 §4.2).
struct TSIGRecord: Hashable {
  var keyName: DomainName
  var algorithm: DomainName
  /// Seconds since 1970; 48 bits.
  var timeSigned: UInt64
  /// Seconds by which the clocks may differ.
  var fudge: UInt16
  var mac: [UInt8]
  var originalID: UInt16
  var error: UInt16 = 0
  var other: [UInt8] = []

  init(
    keyName: DomainName, algorithm: DomainName, timeSigned: UInt64, fudge: UInt16, mac: [UInt8] = [],
    originalID: UInt16, error: UInt16 = 0, other: [UInt8] = []
  ) {
    self.keyName = keyName
    self.algorithm = algorithm
    self.timeSigned = timeSigned
    self.fudge = fudge
    self.mac = mac
    self.originalID = originalID
    self.error = error
    self.other = other
  }

  init(_ record: ResourceRecord) throws(DNSWireError) {
    guard record.type == .tsig, record.recordClass == .any, record.ttl == 0 else {
      throw .malformed("a TSIG record of another class than ANY or with a TTL")
    }
    keyName = record.name
    var reader = WireReader(record.rdata)
    algorithm = try reader.name(compressed: false)
    timeSigned = try reader.uint48()
    fudge = try reader.uint16()
    mac = try reader.take(Int(try reader.uint16()))
    originalID = try reader.uint16()
    error = try reader.uint16()
    other = try reader.take(Int(try reader.uint16()))
    guard reader.remaining == 0 else { throw .malformed("octets are left behind the TSIG's data") }
  }

  var record: ResourceRecord {
    var writer = WireWriter()
    writer.append(algorithm.wire)
    writer.uint48(timeSigned)
    writer.uint16(fudge)
    writer.uint16(UInt16(mac.count))
    writer.append(mac)
    writer.uint16(originalID)
    writer.uint16(error)
    writer.uint16(UInt16(other.count))
    writer.append(other)
    return ResourceRecord(keyName, .tsig, recordClass: .any, ttl: 0, rdata: writer.octets)
  }

  /// What the MAC covers behind the message: names in canonical form, neither MAC nor id (RFC 8945 §4.3.3).
  var variables: [UInt8] {
    var writer = WireWriter()
    writer.append(keyName.canonicalWire)
    writer.uint16(RecordClass.any.rawValue)
    writer.uint32(0)
    writer.append(algorithm.canonicalWire)
    writer.uint48(timeSigned)
    writer.uint16(fudge)
    writer.uint16(error)
    writer.uint16(UInt16(other.count))
    writer.append(other)
    return writer.octets
  }

  /// Of the variables those that the MAC of a later message of several covers (RFC 8945 §5.3.1).
  var timers: [UInt8] {
    var writer = WireWriter()
    writer.uint48(timeSigned)
    writer.uint16(fudge)
    return writer.octets
  }

  /// The time of the server in a BADTIME answer (RFC 8945 §5.2.3), Unix seconds.
  var serverTime: UInt64? {
    var reader = WireReader(other)
    return other.count == 6 ? try? reader.uint48() : nil
  }
}
