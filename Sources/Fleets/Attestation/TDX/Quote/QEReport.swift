/// What an SGX processor says about the quoting enclave, which holds the key that signs quotes (Intel SGX SDK, `sgx_report_body_t`).
public struct QEReport: Sendable, Hashable {
  static let octetCount = 384

  public let cpuSVN: [UInt8]
  public let miscSelect: [UInt8]
  /// Four fields of enclaves with key separation and sharing: extended product id, configuration, its version, family.
  public let isvExtProdID: [UInt8]
  public let configID: [UInt8]
  public let configSVN: UInt16
  public let isvFamilyID: [UInt8]
  public let attributes: [UInt8]
  public let mrEnclave: [UInt8]
  public let mrSigner: [UInt8]
  public let isvProdID: UInt16
  public let isvSVN: UInt16
  /// SHA-256 of the attestation key and the authentication data, and 32 zeros.
  public let reportData: [UInt8]
  /// Reserved fields that are not zero.
  public let reserved: [ReservedField]
  /// All of it, which the PCK signed.
  let octets: ArraySlice<UInt8>

  init(_ octets: ArraySlice<UInt8>) throws(EvidenceError) {
    var reader = OctetReader(octets, check: "tdx.qe-report")
    self.octets = octets
    self.cpuSVN = Array(try reader.take(16))
    self.miscSelect = Array(try reader.take(4))
    var reserved = ReservedOctets()
    try reserved.pass(12, in: &reader)
    self.isvExtProdID = Array(try reader.take(16))
    self.attributes = Array(try reader.take(16))
    self.mrEnclave = Array(try reader.take(32))
    try reserved.pass(32, in: &reader)
    self.mrSigner = Array(try reader.take(32))
    try reserved.pass(32, in: &reader)
    self.configID = Array(try reader.take(64))
    self.isvProdID = try reader.uint16()
    self.isvSVN = try reader.uint16()
    self.configSVN = try reader.uint16()
    try reserved.pass(42, in: &reader)
    self.isvFamilyID = Array(try reader.take(16))
    self.reportData = Array(try reader.take(64))
    self.reserved = reserved.found
  }
}
