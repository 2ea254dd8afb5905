/// The data of an NSEC3 record: proof that nothing lies between two hashed names (RFC 5155 §3).
public struct NSEC3Data: Hashable, Sendable {
  /// How names are hashed.
  public let parameters: NSEC3PARAMData
  /// The hash of the next name, 1–255 octets.
  public let nextHashedOwner: [UInt8]
  /// The types at the name whose hash the owner is.
  public let types: Set<RecordType>

  /// Reads RDATA.
  /// - Throws: `truncated`, `malformed` for a hash of no octets or a bitmap that is none.
  public init(_ rdata: [UInt8]) throws(DNSWireError) {
    var reader = WireReader(rdata)
    parameters = try NSEC3PARAMData(&reader)
    nextHashedOwner = try reader.take(Int(try reader.octet()))
    guard !nextHashedOwner.isEmpty else { throw .malformed("an NSEC3 record without the next hash") }
    types = try reader.typeBitmap()
  }

  /// Opt-out: unsigned delegations may lie in between, so that absence in this span is not proved (RFC 5155 §6).
  public var isOptOut: Bool { parameters.flags & 0x01 != 0 }
}
