/// What follows the signed part of a quote: the signature, its key, and why the key is to be believed (Intel TDX DCAP Quoting
/// Library API, A.3.7 to A.3.11).
public struct TDXSignatureData: Sendable {
  /// r and s, 32 octets each.
  public let signature: [UInt8]
  /// x and y of a point on P-256.
  public let attestationKey: [UInt8]
  public let qeReport: QEReport
  public let qeSignature: [UInt8]
  /// Hashed into the QE report beside the key; its contents mean nothing here.
  public let authenticationData: [UInt8]
  /// PEM, leaf first, without the NUL that ends it.
  public let pckChain: [UInt8]

  /// Certification data of the kinds *QE report* and *PCK certificate chain*.
  private static let qeReportKind: UInt16 = 6
  private static let pckChainKind: UInt16 = 5

  /// - Parameter octets: As many as the quote says there are.
  init(_ octets: ArraySlice<UInt8>) throws(EvidenceError) {
    var reader = OctetReader(octets, check: "tdx.signature-data")
    self.signature = Array(try reader.take(64))
    self.attestationKey = Array(try reader.take(64))
    var certification = try Self.part(&reader, kind: Self.qeReportKind, check: "tdx.certification-kind")
    self.qeReport = try QEReport(try certification.take(QEReport.octetCount))
    self.qeSignature = Array(try certification.take(64))
    self.authenticationData = Array(try certification.take(Int(try certification.uint16())))
    var chain = try Self.part(&certification, kind: Self.pckChainKind, check: "tdx.pck-kind")
    let text = chain.rest()
    self.pckChain = Array(text.dropLast())
    guard text.last == 0, !self.pckChain.contains(0) else {
      throw .malformed("tdx.pck-end", "the PCK certificates are not ended by one NUL")
    }
  }

  /// A kind, a length and that many octets, which must be all that is left.
  private static func part(
    _ reader: inout OctetReader, kind: UInt16, check: String
  ) throws(EvidenceError) -> OctetReader {
    let found = try reader.uint16()
    guard found == kind else {
      throw .malformed(check, "certification data of the kind \(found) where \(kind) is expected")
    }
    let count = Int(try reader.uint32())
    guard count == reader.remaining else {
      throw .malformed(
        "tdx.lengths", "certification data of the kind \(kind) says it has \(count) octets and has \(reader.remaining)")
    }
    return OctetReader(reader.rest(), check: "tdx.signature-data")
  }
}
