/// The report of the quoting enclave (Intel SDM, REPORTBODY of SGX). Every field can be made wrong.
package struct QEReportPlan: Sendable {
  package var cpuSVN = [UInt8](repeating: 3, count: 16)
  package var miscSelect: UInt32 = 0
  /// INIT, MODE64BIT and PROVISIONKEY are bits 0, 2 and 4; then XFRM.
  package var attributes: [UInt8] = [0x15, 0, 0, 0, 0, 0, 0, 0, 0xE7, 0, 0, 0, 0, 0, 0, 0]
  package var mrEnclave = [UInt8](repeating: 0x22, count: 32)
  package var mrSigner = QEReportPlan.signer
  package var isvProductID: UInt16 = 2
  package var isvSVN: UInt16 = 6
  /// SHA-256 of the attestation key and the authentication data, then zeros, by default.
  package var reportData: [UInt8]?
  /// Octets in place of others, before the report is signed.
  package var changes: [OctetChange] = []

  /// MRSIGNER of the played quoting enclave.
  static let signer = [UInt8](repeating: 0xDC, count: 32)

  func octets(keyDigest: [UInt8]) -> [UInt8] {
    var layout = FixedLayout(count: 384)
    layout.put(self.cpuSVN, at: 0)
    layout.put(self.miscSelect, at: 16)
    layout.put(self.attributes, at: 48)
    layout.put(self.mrEnclave, at: 64)
    layout.put(self.mrSigner, at: 128)
    layout.put(self.isvProductID, at: 256)
    layout.put(self.isvSVN, at: 258)
    layout.put(self.reportData ?? keyDigest, at: 320)
    layout.put(self.changes)
    return layout.octets
  }
}
