import Attestation
import TLSKeys

/// Intel's identity of the quoting enclave (PCS API v4, version 2) before it is signed. Every field can be made wrong.
package struct QEIdentityPlan: Sendable {
  package var id = "TD_QE"
  package var version: UInt64 = 2
  /// Unix seconds.
  package var issueDate: Int64
  package var nextUpdate: Int64
  package var miscSelect = "00000000"
  package var miscSelectMask = "FFFFFFFF"
  package var attributes = "11000000000000000000000000000000"
  package var attributesMask = "FBFFFFFFFFFFFFFF0000000000000000"
  package var mrSigner = QEReportPlan.signer
  package var isvProductID: UInt64 = 2
  package var levels = [
    ISVLevelPlan(isvSVN: 6, status: "UpToDate"),
    ISVLevelPlan(isvSVN: 4, status: "OutOfDate", advisories: ["SIM-SA-00004"]),
  ]
  /// In place of the text of the above.
  package var text: String?

  init(issueDate: Int64, nextUpdate: Int64) {
    self.issueDate = issueDate
    self.nextUpdate = nextUpdate
  }

  /// What is signed.
  var json: String {
    self.text
      ?? JSONText.object([
        ("id", JSONText.string(self.id)), ("version", String(self.version)),
        ("issueDate", JSONText.string(TimeText.utc(self.issueDate))),
        ("nextUpdate", JSONText.string(TimeText.utc(self.nextUpdate))), ("tcbEvaluationDataNumber", "18"),
        ("miscselect", JSONText.string(self.miscSelect)), ("miscselectMask", JSONText.string(self.miscSelectMask)),
        ("attributes", JSONText.string(self.attributes)), ("attributesMask", JSONText.string(self.attributesMask)),
        ("mrsigner", JSONText.string(Hexadecimal.text(self.mrSigner).uppercased())),
        ("isvprodid", String(self.isvProductID)), ("tcbLevels", JSONText.array(self.levels.map(\.json))),
      ])
  }
}
