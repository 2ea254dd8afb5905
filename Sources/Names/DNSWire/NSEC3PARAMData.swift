/// The data of an NSEC3PARAM record: how a zone hashes its names (RFC 5155 §4).
public struct NSEC3PARAMData: Hashable, Sendable {
  /// 1 is SHA-1, the only one.
  public let hashAlgorithm: UInt8
  /// In an NSEC3 record bit 0 is opt-out; in an NSEC3PARAM record all are 0 (RFC 5155 §4.1.2).
  public let flags: UInt8
  /// How many times more than once names are hashed; 0 is right (RFC 9276 §3.1).
  public let iterations: UInt16
  /// At most 255 octets; none is right (RFC 9276 §3.1).
  public let salt: [UInt8]

  /// Reads RDATA.
  /// - Throws: `truncated`, `malformed` for octets behind the salt.
  public init(_ rdata: [UInt8]) throws(DNSWireError) {
    var reader = WireReader(rdata)
    try self.init(&reader)
    try reader.finish(.nsec3param)
  }

  init(_ reader: inout WireReader) throws(DNSWireError) {
    hashAlgorithm = try reader.octet()
    flags = try reader.octet()
    iterations = try reader.uint16()
    salt = try reader.take(Int(try reader.octet()))
  }
}

extension NSEC3PARAMData: CustomStringConvertible {
  /// As in a zone file: `1 0 0 -`.
  public var description: String {
    "\(hashAlgorithm) \(flags) \(iterations) \(salt.isEmpty ? "-" : hexadecimal(salt))"
  }
}
