import Crypto

/// The data of a DNSKEY record (RFC 4034 §2), and of a CDNSKEY record.
public struct DNSKEYData: Hashable, Sendable {
  /// As on the wire.
  public let rdata: [UInt8]
  /// 256 for a key of a zone, 257 where it is also marked as an entry point.
  public let flags: UInt16
  /// 3; keys with another protocol are none of DNSSEC's.
  public let protocolNumber: UInt8
  /// IANA's number: 8 is RSA/SHA-256, 13 ECDSA P-256, 15 Ed25519.
  public let algorithm: UInt8
  /// The key in its algorithm's own form, at least one octet.
  public let publicKey: [UInt8]

  /// Reads RDATA.
  /// - Throws: `truncated`, `malformed` for a record without a key.
  public init(_ rdata: [UInt8]) throws(DNSWireError) {
    var reader = WireReader(rdata)
    flags = try reader.uint16()
    protocolNumber = try reader.octet()
    algorithm = try reader.octet()
    publicKey = try reader.take(reader.remaining)
    guard !publicKey.isEmpty else { throw .malformed("a DNSKEY record without a key") }
    self.rdata = rdata
  }

  /// Whether it may sign a zone: the zone bit and the protocol (RFC 4034 §2.1), and not revoked (RFC 5011 §2.1).
  public var signsZone: Bool { flags & 0x0100 != 0 && protocolNumber == 3 && flags & 0x0080 == 0 }

  /// Whether it is marked as an entry point (RFC 4034 §2.1.1); validators do not care.
  public var isEntryPoint: Bool { flags & 0x0001 != 0 }

  /// The number by which DS and RRSIG records select it (RFC 4034 appendix B); several keys may have the same.
  public var keyTag: UInt16 {
    var sum: UInt32 = 0
    for (index, octet) in rdata.enumerated() { sum &+= index & 1 == 0 ? UInt32(octet) << 8 : UInt32(octet) }
    return UInt16(truncatingIfNeeded: sum &+ sum >> 16)
  }

  /// The digest that a DS record of this key at `owner` holds (RFC 4034 §5.1.4); `nil` for a digest type that is not known
  /// here. Known are 1 (SHA-1), 2 (SHA-256) and 4 (SHA-384).
  public func digest(type: UInt8, owner: DomainName) -> [UInt8]? {
    let octets = owner.canonicalWire + rdata
    switch type {
    case 1: return Array(Insecure.SHA1.hash(data: octets))
    case 2: return Array(SHA256.hash(data: octets))
    case 4: return Array(SHA384.hash(data: octets))
    default: return nil
    }
  }
}
