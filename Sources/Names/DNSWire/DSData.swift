/// The data of a DS record (RFC 4034 §5), and of a CDS record.
public struct DSData: Hashable, Sendable {
  /// Selects the child's key.
  public let keyTag: UInt16
  /// The key's algorithm.
  public let algorithm: UInt8
  /// 1 is SHA-1, 2 SHA-256, 4 SHA-384.
  public let digestType: UInt8
  /// At least one octet.
  public let digest: [UInt8]

  /// Reads RDATA.
  /// - Throws: `truncated`, `malformed` for a record without a digest.
  public init(_ rdata: [UInt8]) throws(DNSWireError) {
    var reader = WireReader(rdata)
    keyTag = try reader.uint16()
    algorithm = try reader.octet()
    digestType = try reader.octet()
    digest = try reader.take(reader.remaining)
    guard !digest.isEmpty else { throw .malformed("a DS record without a digest") }
  }

  /// The record for `key` of the zone `owner`; `nil` for a digest type that is not known here.
  public init?(of key: DNSKEYData, owner: DomainName, digestType: UInt8 = 2) {
    guard let digest = key.digest(type: digestType, owner: owner) else { return nil }
    (keyTag, algorithm, self.digestType, self.digest) = (key.keyTag, key.algorithm, digestType, digest)
  }

  /// Whether it names this key of the zone `owner`. A digest type that is not known here matches nothing.
  public func matches(_ key: DNSKEYData, owner: DomainName) -> Bool {
    keyTag == key.keyTag && algorithm == key.algorithm && digest == key.digest(type: digestType, owner: owner)
  }
}

extension DSData: CustomStringConvertible {
  /// As in a zone file: `12345 13 2 0A1B…`.
  public var description: String { "\(keyTag) \(algorithm) \(digestType) \(hexadecimal(digest))" }
}

/// Two digits in upper case for each octet.
func hexadecimal(_ octets: some Sequence<UInt8>) -> String {
  octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
}
