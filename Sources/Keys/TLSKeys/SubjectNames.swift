import SwiftASN1

/// The names that a certificate is for: those of its subjectAltName (RFC 5280 §4.2.1.6).
///
/// The name in its subject is never looked at: RFC 9525 and browsers give it no meaning. There are no more names than
/// ``LeafCertificate/maximumOctets`` have room for.
package struct SubjectNames: Sendable {
  /// The octets of each dNSName, as they stand there.
  private let dnsNames: [ArraySlice<UInt8>]
  /// The octets of each iPAddress.
  private let addresses: [ArraySlice<UInt8>]

  /// - Throws: ``KeyError/malformed(_:)`` where the extension is not what it should be, or is there twice. A certificate
  ///   without it has no names.
  package init(of certificate: LeafCertificate) throws(KeyError) {
    (self.dnsNames, self.addresses) = try KeyError.wrapping("subjectAltName") {
      guard let extensions = try CertificateFields(certificate.der).extensions else { return ([], []) }
      let found = try Self.subjectAltNames(in: extensions)
      guard found.count <= 1 else { throw KeyError.malformed("a certificate with two subjectAltName extensions") }
      return try found.first.map(Self.names) ?? ([], [])
    }
  }

  /// Whether it names neither a host nor an address.
  package var isEmpty: Bool { self.dnsNames.isEmpty && self.addresses.isEmpty }

  /// Whether a dNSName is this host, in A-labels without trailing dot (RFC 9525 §6.3): the name itself in any case, or
  /// `*.` before all of it but its first label. As in browsers, a `*` before a single label, which would be a whole
  /// top-level domain, stands for nothing.
  package func contain(host: String) -> Bool {
    let host = Self.labels(Array(host.utf8)[...])
    guard host.allSatisfy({ !$0.isEmpty }) else { return false }
    return self.dnsNames.contains { name in
      let name = Self.labels(name)
      guard name.first == [UInt8(ascii: "*")] else { return name == host }
      return name.count > 2 && name.dropFirst() == host.dropFirst()
    }
  }

  /// Whether an iPAddress is this address, of 4 or 16 octets.
  package func contain(address: [UInt8]) -> Bool { self.addresses.contains(address[...]) }

  private static func labels(_ name: ArraySlice<UInt8>) -> [[UInt8]] {
    name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { label in
      label.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    }
  }

  /// The contents of each such extension (RFC 5280 §4.1.2.9).
  private static func subjectAltNames(in extensions: ASN1Node) throws -> [ArraySlice<UInt8>] {
    try DER.sequence(extensions, identifier: .sequence) { nodes in
      var found: [ArraySlice<UInt8>] = []
      while let node = nodes.next() {
        let (identifier, value) = try DER.sequence(node, identifier: .sequence) { parts in
          let identifier = try ASN1ObjectIdentifier(derEncoded: &parts)
          _ = try DER.decodeDefault(&parts, defaultValue: false)  // critical
          return (identifier, try ASN1OctetString(derEncoded: &parts).bytes)
        }
        if identifier == Self.subjectAltName { found.append(value) }
      }
      return found
    }
  }

  private static func names(
    _ der: ArraySlice<UInt8>
  ) throws -> (
    dnsNames: [ArraySlice<UInt8>], addresses: [ArraySlice<UInt8>]
  ) {
    try DER.sequence(try DER.parse(der), identifier: .sequence) { nodes in
      var (dnsNames, addresses): ([ArraySlice<UInt8>], [ArraySlice<UInt8>]) = ([], [])
      while let node = nodes.next() {
        guard node.identifier == Self.dNSName || node.identifier == Self.iPAddress else { continue }
        guard case .primitive(let octets) = node.content else { throw KeyError.malformed("a name in several parts") }
        if node.identifier == Self.dNSName { dnsNames.append(octets) } else { addresses.append(octets) }
      }
      return (dnsNames, addresses)
    }
  }

  private static let subjectAltName: ASN1ObjectIdentifier = [2, 5, 29, 17]
  private static let dNSName = ASN1Identifier(tagWithNumber: 2, tagClass: .contextSpecific)
  private static let iPAddress = ASN1Identifier(tagWithNumber: 7, tagClass: .contextSpecific)
}
