/// A level of the TDX module or of the quoting enclave, with how the made-up Intel judges it.
package struct ISVLevelPlan: Sendable {
  package var isvSVN: UInt64
  package var status: String
  package var advisories: [String]

  package init(isvSVN: UInt64, status: String, advisories: [String] = []) {
    self.isvSVN = isvSVN
    self.status = status
    self.advisories = advisories
  }

  var json: String {
    var members = [
      ("tcb", JSONText.object([("isvsvn", String(self.isvSVN))])),
      ("tcbDate", JSONText.string("2025-01-01T00:00:00Z")), ("tcbStatus", JSONText.string(self.status)),
    ]
    if !self.advisories.isEmpty {
      members.append(("advisoryIDs", JSONText.array(self.advisories.map(JSONText.string))))
    }
    return JSONText.object(members)
  }
}
