/// An Intel TDX quote of version 4 or 5, read and not yet believed (Intel TDX DCAP Quoting Library API, A.3).
public struct TDXQuote: Sendable {
  /// The most octets of a quote; real ones have about 5,000.
  public static let maximumOctets = 65_536

  /// 4 or 5.
  public let version: UInt16
  /// 4 octets of the header without a meaning in these versions, mostly zero.
  public let reserved: [UInt8]
  /// By the quoting enclave's choice: the first 16 octets are the platform's id.
  public let userData: [UInt8]
  /// Whether the body is that of TDX 1.5, which only version 5 can have.
  public let isTDX15: Bool
  public let body: TDXBody
  public var qeReport: QEReport { self.signatureData.qeReport }
  /// What was noticed and is no reason to refuse the quote.
  public let findings: [String]
  /// All before the length of the signature data.
  let signed: ArraySlice<UInt8>
  public let signatureData: TDXSignatureData

  private static let p256Key: UInt16 = 2
  private static let tdx: UInt32 = 0x81
  /// The vendor id of Intel's quoting enclave, which every quote that is read has.
  public static let intelQE: [UInt8] = [
    0x93, 0x9A, 0x72, 0x33, 0xF7, 0x9C, 0x4C, 0xA9, 0x94, 0x0A, 0x0D, 0xB3, 0x95, 0x7F, 0x06, 0x07,
  ]

  /// Reads the structure; nothing is verified.
  ///
  /// - Throws: ``EvidenceError``: *unsupported-version*, *unsupported-algorithm* (a key that is not P-256), or *malformed*.
  public init(_ octets: [UInt8]) throws(EvidenceError) {
    guard octets.count <= Self.maximumOctets else {
      throw .malformed("tdx.size", "a quote of \(octets.count) octets; \(Self.maximumOctets) are allowed")
    }
    var reader = OctetReader(octets, check: "tdx.end")
    self.version = try reader.uint16()
    guard self.version == 4 || self.version == 5 else {
      throw EvidenceError(.unsupportedVersion, "tdx.version", "a quote of version \(self.version); 4 and 5 are known")
    }
    let keyKind = try reader.uint16()
    let tee = try reader.uint32()
    guard tee == Self.tdx else {
      throw .malformed("tdx.tee", "the quote is of a TEE of the kind 0x\(String(tee, radix: 16)), not of TDX")
    }
    guard keyKind == Self.p256Key else {
      throw EvidenceError(
        .unsupportedAlgorithm, "tdx.key-kind",
        "an attestation key of the kind \(keyKind); only 2, ECDSA with P-256, is known")
    }
    self.reserved = Array(try reader.take(4))
    guard try reader.take(16).elementsEqual(Self.intelQE) else {
      throw .malformed("tdx.vendor", "the quote was not made by a quoting enclave of Intel's")
    }
    self.userData = Array(try reader.take(20))
    self.isTDX15 = self.version == 5 ? try Self.isTDX15(&reader) : false
    self.body = try TDXBody(&reader, isTDX15: self.isTDX15)
    self.signed = octets[..<reader.offset]
    let count = Int(try reader.uint32())
    guard count <= reader.remaining else {
      throw .malformed("tdx.lengths", "\(count) octets of signature data are announced, \(reader.remaining) are left")
    }
    self.signatureData = try TDXSignatureData(try reader.take(count))
    let rest = reader.rest()
    self.findings = rest.contains { $0 != 0 } ? ["\(rest.count) octets after the end of the quote were ignored"] : []
  }

  /// Reads which body a quote of version 5 has: the kind and the length must suit each other.
  private static func isTDX15(_ reader: inout OctetReader) throws(EvidenceError) -> Bool {
    let kind = try reader.uint16()
    let count = try reader.uint32()
    switch (kind, count) {
    case (2, UInt32(TDXBody.octetCount)): return false
    case (3, UInt32(TDXBody.octetCount15)): return true
    default: throw .malformed("tdx.body-kind", "a body of the kind \(kind) with \(count) octets")
    }
  }
}
