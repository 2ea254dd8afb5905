import SwiftASN1

/// The fields of a revocation list, found and not yet judged (RFC 5280 §5.1): a whole list of its issuer's own certificates.
struct RevocationListParts {
  let signed: ArraySlice<UInt8>
  let scheme: ASN1Node
  let signature: [UInt8]
  let issuer: [UInt8]
  let thisUpdate: Int64
  let nextUpdate: Int64
  let serials: Set<[UInt8]>

  private static let authorityKeyIdentifier: ASN1ObjectIdentifier = [2, 5, 29, 35]
  private static let crlNumber: ASN1ObjectIdentifier = [2, 5, 29, 20]
  private static let issuingDistributionPoint: ASN1ObjectIdentifier = [2, 5, 29, 28]

  private struct Malformed: Error {}

  init(_ der: [UInt8]) throws {
    let (tbs, scheme, bits) = try DER.sequence(try DER.parse(der), identifier: .sequence) { nodes in
      guard let tbs = nodes.next(), let scheme = nodes.next() else { throw Malformed() }
      return (tbs, scheme, try ASN1BitString(derEncoded: &nodes))
    }
    guard bits.paddingBits == 0 else { throw Malformed() }
    self.signed = tbs.encodedBytes
    self.scheme = scheme
    self.signature = Array(bits.bytes)
    (self.issuer, self.thisUpdate, self.nextUpdate, self.serials) =
      try DER.sequence(tbs, identifier: .sequence) { nodes in
        guard try Int(derEncoded: &nodes) == 1, nodes.next()?.encodedBytes == scheme.encodedBytes,
          let issuer = nodes.next(), issuer.identifier == .sequence
        else { throw Malformed() }
        let thisUpdate = try ASN1Seconds.read(nodes.next())
        let nextUpdate = try ASN1Seconds.read(nodes.next())
        let serials =
          try DER.optionalImplicitlyTagged(&nodes, tagNumber: 16, tagClass: .universal) { try Self.serials($0) } ?? []
        _ = try DER.optionalExplicitlyTagged(&nodes, tagNumber: 0, tagClass: .contextSpecific) { try Self.judge($0) }
        return (Array(issuer.encodedBytes), thisUpdate, nextUpdate, serials)
      }
  }

  private static func serials(_ node: ASN1Node) throws -> Set<[UInt8]> {
    var serials: Set<[UInt8]> = []
    try DER.sequence(node, identifier: .sequence) { entries in
      while let entry = entries.next() {
        guard serials.count < RevocationList.maximumEntries else { throw Malformed() }
        serials.insert(try Self.serial(entry))
      }
    }
    return serials
  }

  /// A critical extension would say that the certificate is another issuer's (RFC 5280 §5.3.3).
  private static func serial(_ entry: ASN1Node) throws -> [UInt8] {
    try DER.sequence(entry, identifier: .sequence) { nodes in
      let serial = try ArraySlice<UInt8>(derEncoded: &nodes)
      _ = try ASN1Seconds.read(nodes.next())
      if let extensions = nodes.next() {
        guard try X509Extension.all(extensions).allSatisfy({ !$0.isCritical }) else { throw Malformed() }
      }
      return Array(serial)
    }
  }

  /// A list that is a delta, or speaks of some certificates or reasons only, says so in a critical extension (§5.2.4, §5.2.5): a
  /// certificate that is not on it may be revoked nevertheless.
  private static func judge(_ node: ASN1Node) throws {
    for found in try X509Extension.all(node) {
      switch found.id {
      case Self.authorityKeyIdentifier, Self.crlNumber: continue
      case Self.issuingDistributionPoint: try Self.judgeScope(found.value)
      default: guard !found.isCritical else { throw Malformed() }
      }
    }
  }

  /// Where the list may be fetched, [0], says nothing; everything else narrows it.
  private static func judgeScope(_ value: [UInt8]) throws {
    try DER.sequence(try DER.parse(value), identifier: .sequence) { nodes in
      while let node = nodes.next() {
        guard node.identifier == ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific) else { throw Malformed() }
      }
    }
  }
}
