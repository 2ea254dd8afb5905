import SwiftASN1

/// One extension of a certificate, of a revocation list or of an entry in one (RFC 5280 §4.2, §5.2, §5.3), its value unread.
struct X509Extension: Sendable {
  let id: ASN1ObjectIdentifier
  let isCritical: Bool
  let value: [UInt8]

  /// The most extensions that stand together.
  static let most = 64

  private struct Malformed: Error {}

  /// Reads Extensions: one to 64, none of them twice.
  static func all(_ node: ASN1Node) throws -> [Self] {
    var seen: Set<ASN1ObjectIdentifier> = []
    var all: [Self] = []
    try DER.sequence(node, identifier: .sequence) { nodes in
      while let one = nodes.next() {
        let found = try Self(one)
        guard seen.insert(found.id).inserted, seen.count <= Self.most else { throw Malformed() }
        all.append(found)
      }
    }
    guard !all.isEmpty else { throw Malformed() }
    return all
  }

  private init(_ node: ASN1Node) throws {
    (self.id, self.isCritical, self.value) = try DER.sequence(node, identifier: .sequence) { nodes in
      let id = try ASN1ObjectIdentifier(derEncoded: &nodes)
      let isCritical = try DER.decodeDefault(&nodes, defaultValue: false)
      return (id, isCritical, Array(try ASN1OctetString(derEncoded: &nodes).bytes))
    }
  }
}
