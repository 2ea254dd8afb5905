/// The field KEY_INFO of a report: how it was signed.
public struct SNPKeyInfo: Hashable, Sendable {
  /// The field as a number.
  public let bits: UInt32
  /// Whether the digest of an author key is in the report.
  public let hasAuthorKey: Bool
  /// Whether the host keeps the chip's identity to itself.
  public let isChipMasked: Bool
  public let signingKey: SNPSigningKey
  /// Whether bits are set that the format reserves.
  var hasReservedBits: Bool { self.bits >> 5 != 0 }

  /// - Throws: *malformed*, `snp.signing-key`, for keys that the format reserves and for reports that nothing signed.
  init(_ field: UInt32) throws(EvidenceError) {
    switch field >> 2 & 7 {
    case 0: self.signingKey = .vcek
    case 1: self.signingKey = .vlek
    case 7: throw .malformed("snp.signing-key", "the report says that no key signed it")
    case let key:
      throw .malformed("snp.signing-key", "the report says that key \(key) signed it; there are 0 (VCEK) and 1 (VLEK)")
    }
    self.hasAuthorKey = field & 1 != 0
    self.isChipMasked = field & 2 != 0
    self.bits = field
  }
}
