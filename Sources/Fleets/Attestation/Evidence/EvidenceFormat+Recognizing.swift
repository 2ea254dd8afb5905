extension EvidenceFormat {
  /// Which format octets are meant to be, by how they begin; nil where they begin like none. That they are well-formed is not
  /// said.
  ///
  /// The formats cannot be taken for each other: a Nitro document begins with a CBOR array or tag (0x80 and above), a quote has
  /// its TEE's kind or Intel's vendor id in its head, and a report, of a fixed length, begins with a small version number.
  public init?(recognizing octets: [UInt8]) {
    guard let first = octets.first else { return nil }
    if Self.isArrayOrTag(first) {
      self = .nitro
    } else if Self.hasVendor(octets) || octets.count != SNPReport.octetCount && Self.hasKind(octets) {
      self = .tdx
    } else if octets.count == SNPReport.octetCount || Self.hasReportHead(octets) {
      self = .snp
    } else {
      return nil
    }
  }

  private static func isArrayOrTag(_ octet: UInt8) -> Bool { [4, 6].contains(octet >> 5) }

  private static func hasVendor(_ octets: [UInt8]) -> Bool { octets.dropFirst(12).starts(with: TDXQuote.intelQE) }

  /// A report has its guest's own version in the same place, which may be the same number.
  private static func hasKind(_ octets: [UInt8]) -> Bool { octets.dropFirst(4).starts(with: [0x81, 0, 0, 0]) }

  private static func hasReportHead(_ octets: [UInt8]) -> Bool {
    guard octets.count > 4, octets[1...3].allSatisfy({ $0 == 0 }) else { return false }
    return SNPReport.versions.contains(UInt32(octets[0]))
  }
}
