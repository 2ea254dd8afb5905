import SwiftASN1

extension DistinguishedNameText {
  private static let names: [ASN1ObjectIdentifier: String] = [
    [2, 5, 4, 3]: "CN", [2, 5, 4, 5]: "serialNumber", [2, 5, 4, 6]: "C", [2, 5, 4, 7]: "L", [2, 5, 4, 8]: "ST",
    [2, 5, 4, 10]: "O", [2, 5, 4, 11]: "OU",
  ]
  private static let texts: Set<ASN1Identifier> = [.utf8String, .printableString, .ia5String]

  /// Every attribute, as RFC 4514 writes them, in the order of the Name. A value of another kind than common text is given by
  /// its DER in hexadecimal digits.
  static func whole(_ der: [UInt8]) -> String { (try? self.attributes(der).joined(separator: ", ")) ?? "not readable" }

  private static func attributes(_ der: [UInt8]) throws -> [String] {
    var all: [String] = []
    try DER.sequence(try DER.parse(der), identifier: .sequence) { sets in
      while let set = sets.next() {
        guard case .constructed(let attributes) = set.content else { continue }
        all.append(try attributes.map(self.attribute).joined(separator: "+"))
      }
    }
    return all
  }

  private static func attribute(_ node: ASN1Node) throws -> String {
    try DER.sequence(node, identifier: .sequence) { nodes in
      let id = try ASN1ObjectIdentifier(derEncoded: &nodes)
      let name = self.names[id] ?? "\(id)"
      guard let value = nodes.next() else { return "\(name)=" }
      guard self.texts.contains(value.identifier), case .primitive(let octets) = value.content,
        let text = String(validating: octets, as: UTF8.self)
      else { return "\(name)=#\(Hexadecimal.text(value.encodedBytes))" }
      return "\(name)=\(self.escaped(text))"
    }
  }

  /// RFC 4514 §2.4, so that no value passes for further attributes.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for (place, character) in text.unicodeScalars.enumerated() {
      let isEdge = place == 0 || place == text.unicodeScalars.count - 1
      if "\"+,;<>\\".unicodeScalars.contains(character) || (isEdge && character == " ")
        || (place == 0 && character == "#")
      {
        result += "\\"
      }
      result.unicodeScalars.append(character)
    }
    return result
  }
}
