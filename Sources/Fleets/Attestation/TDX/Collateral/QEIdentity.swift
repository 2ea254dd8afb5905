/// What Intel says a quoting enclave for TDX looks like, of version 2 (Intel PCS API v4, *Get TDX QE Identity*).
public struct QEIdentity: Sendable {
  /// Unix seconds between which it holds, both included.
  public let issued: Int64
  public let nextUpdate: Int64
  public let evaluation: Int64
  let miscSelect: [UInt8]
  let miscSelectMask: [UInt8]
  let attributes: [UInt8]
  let attributesMask: [UInt8]
  let mrSigner: [UInt8]
  let isvProdID: UInt16
  /// From the best to the worst, as Intel lists them.
  let levels: [ISVLevel]
  let signed: SignedText

  static let check = "tdx.qe-identity"

  /// - Throws: *malformed*, by a check for each field; *unsupported-version*.
  init(_ signed: SignedText) throws(EvidenceError) {
    let json = try StrictJSON(signed.octets, atMost: SignedText.maximumOctets, check: Self.check)
    let fields = try JSONFields(json, check: Self.check)
    self.signed = signed
    guard try fields.integer("version", in: 0...1_000) == 2 else {
      throw EvidenceError(.unsupportedVersion, "tdx.qe-identity.version", "the QE Identity is not of version 2")
    }
    guard try fields.text("id") == "TD_QE" else { throw fields.malformed("id", "is not TD_QE") }
    self.issued = try fields.time("issueDate")
    self.nextUpdate = try fields.time("nextUpdate")
    self.evaluation = try fields.integer("tcbEvaluationDataNumber", in: 0...1_000_000_000)
    self.miscSelect = try fields.octets("miscselect", count: 4)
    self.miscSelectMask = try fields.octets("miscselectMask", count: 4)
    self.attributes = try fields.octets("attributes", count: 16)
    self.attributesMask = try fields.octets("attributesMask", count: 16)
    self.mrSigner = try fields.octets("mrsigner", count: 32)
    self.isvProdID = UInt16(try fields.integer("isvprodid", in: 0...65_535))
    self.levels = try ISVLevel.all(fields)
  }
}
