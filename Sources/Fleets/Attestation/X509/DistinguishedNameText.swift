import SwiftASN1

/// A Name for people. ``text(_:)`` is for messages: its common name where it has one.
enum DistinguishedNameText {
  private static let commonName: ASN1ObjectIdentifier = [2, 5, 4, 3]

  static func text(_ der: [UInt8]) -> String {
    self.commonName(der).map { "“\($0)”" } ?? "a certificate without a common name"
  }

  /// The common name alone; nil where there is none.
  static func commonName(_ der: [UInt8]) -> String? { try? self.commonName(of: der) }

  private static func commonName(of der: [UInt8]) throws -> String? {
    var found: String?
    try DER.sequence(try DER.parse(der), identifier: .sequence) { sets in
      while let set = sets.next() {
        guard case .constructed(let attributes) = set.content else { continue }
        for attribute in attributes {
          try DER.sequence(attribute, identifier: .sequence) { nodes in
            let id = try ASN1ObjectIdentifier(derEncoded: &nodes)
            guard let value = nodes.next(), id == Self.commonName, case .primitive(let octets) = value.content else {
              return
            }
            found = String(decoding: octets.prefix(200).filter { (0x20...0x7E).contains($0) }, as: UTF8.self)
          }
        }
      }
    }
    return found
  }
}
