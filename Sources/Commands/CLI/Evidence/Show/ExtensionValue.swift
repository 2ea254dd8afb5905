import Attestation

/// What stands in an extension that many certificates have, without its DER where that is understood.
enum ExtensionValue {
  static let names = [
    "2.5.29.14": "subject key identifier", "2.5.29.17": "subject alternative name", "2.5.29.31": "revocation lists",
    "2.5.29.32": "policies", "2.5.29.35": "authority key identifier", "2.5.29.37": "extended key usage",
    "1.3.6.1.5.5.7.1.1": "authority information",
  ]

  static func value(_ one: CertificateDescription.Extension) -> ShownValue {
    switch one.identifier {
    case "2.5.29.14": .octets(self.content(one.value, after: [0x04]) ?? one.value)
    case "2.5.29.35": .octets(self.content(one.value, after: [0x30, 0x80]) ?? one.value)
    case "2.5.29.31": self.address(one.value).map { .text($0) } ?? .octets(one.value)
    default: .octets(one.value)
    }
  }

  /// What is inside of DER elements of fewer than 128 octets, each of which is all that is left.
  private static func content(_ der: [UInt8], after tags: [UInt8]) -> [UInt8]? {
    var rest = der[...]
    for tag in tags {
      guard rest.count >= 2, rest.first == tag, Int(rest[rest.startIndex + 1]) == rest.count - 2 else { return nil }
      rest = rest.dropFirst(2)
    }
    return Array(rest)
  }

  /// The URI of a CRL distribution point that is one URI and nothing else (RFC 5280 §4.2.1.13).
  private static func address(_ der: [UInt8]) -> String? {
    guard let uri = self.content(der, after: [0x30, 0x30, 0xA0, 0xA0, 0x86]), !uri.isEmpty,
      uri.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    return String(decoding: uri, as: UTF8.self)
  }
}
