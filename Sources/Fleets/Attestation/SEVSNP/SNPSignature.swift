/// The signature of a report: ECDSA on P-384, two numbers of 72 octets, little-endian, and zeros.
struct SNPSignature: Hashable, Sendable {
  /// r ‖ s, big-endian, 48 octets each.
  let raw: [UInt8]

  private static let fieldOctets = 72
  private static let numberOctets = 48
  /// Of the whole field, signature and zeros.
  static let octetCount = 0x200

  /// - Throws: *malformed*: `snp.signature-padding` for numbers of more than 48 octets, `snp.signature-rest` for octets after them.
  init(_ reader: inout OctetReader) throws(EvidenceError) {
    var raw: [UInt8] = []
    for name in ["r", "s"] {
      let field = try reader.take(Self.fieldOctets)
      guard field.dropFirst(Self.numberOctets).allSatisfy({ $0 == 0 }) else {
        throw .malformed("snp.signature-padding", "\(name) of the signature has more than \(Self.numberOctets) octets")
      }
      raw += field.prefix(Self.numberOctets).reversed()
    }
    guard try reader.take(Self.octetCount - 2 * Self.fieldOctets).allSatisfy({ $0 == 0 }) else {
      throw .malformed("snp.signature-rest", "there is more after the signature")
    }
    self.raw = raw
  }
}
