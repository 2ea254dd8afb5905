/// The data of an RRSIG record (RFC 4034 §3). Whether the signature holds is the validator's to say, not this reader's.
public struct RRSIGData: Hashable, Sendable {
  /// The type of the RRset that is signed.
  public let typeCovered: RecordType
  /// The algorithm of the key.
  public let algorithm: UInt8
  /// How many labels the owner has, without the root's and a leading `*`; fewer than seen where a wildcard answered.
  public let labels: UInt8
  /// The RRset's TTL in the zone, seconds.
  public let originalTTL: UInt32
  /// 32 bits of Unix seconds; `end(near:)` is the time.
  public let expiration: UInt32
  /// 32 bits of Unix seconds; `begin(near:)` is the time.
  public let inception: UInt32
  /// Selects the key.
  public let keyTag: UInt16
  /// The zone whose key it is.
  public let signer: DomainName
  /// At least one octet.
  public let signature: [UInt8]

  /// Reads RDATA.
  /// - Throws: `truncated`, `badPointer` (the signer's name is never compressed), `malformed` for a record without a
  ///   signature.
  public init(_ rdata: [UInt8]) throws(DNSWireError) {
    var reader = WireReader(rdata)
    typeCovered = RecordType(rawValue: try reader.uint16())
    algorithm = try reader.octet()
    labels = try reader.octet()
    originalTTL = try reader.uint32()
    expiration = try reader.uint32()
    inception = try reader.uint32()
    keyTag = try reader.uint16()
    signer = try reader.name(compressed: false)
    signature = try reader.take(reader.remaining)
    guard !signature.isEmpty else { throw .malformed("an RRSIG record without a signature") }
  }

  /// The first second in which it holds, Unix seconds.
  /// - Parameter now: Unix seconds; of the times that the 32 bits may mean, the nearest counts (RFC 4034 §3.1.5).
  public func begin(near now: Int64) -> Int64 { Self.time(inception, near: now) }

  /// The last second in which it holds, Unix seconds; `now` as in `begin(near:)`.
  public func end(near now: Int64) -> Int64 { Self.time(expiration, near: now) }

  private static func time(_ bits: UInt32, near now: Int64) -> Int64 {
    now &+ Int64(Int32(bitPattern: bits &- UInt32(truncatingIfNeeded: now)))
  }
}
