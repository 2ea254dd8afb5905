/// A level of a platform's TCB, with how the made-up Intel judges it.
package struct TCBLevelPlan: Sendable {
  /// 16 SVNs each.
  package var sgxComponents: [UInt8]
  package var pceSVN: UInt64
  package var tdxComponents: [UInt8]
  package var status: String
  package var advisories: [String]

  package init(
    sgxComponents: [UInt8], pceSVN: UInt64, tdxComponents: [UInt8], status: String, advisories: [String] = []
  ) {
    self.sgxComponents = sgxComponents
    self.pceSVN = pceSVN
    self.tdxComponents = tdxComponents
    self.status = status
    self.advisories = advisories
  }

  var json: String {
    var members = [
      (
        "tcb",
        JSONText.object([
          ("sgxtcbcomponents", Self.components(self.sgxComponents)), ("pcesvn", String(self.pceSVN)),
          ("tdxtcbcomponents", Self.components(self.tdxComponents)),
        ])
      ),
      ("tcbDate", JSONText.string("2025-01-01T00:00:00Z")), ("tcbStatus", JSONText.string(self.status)),
    ]
    if !self.advisories.isEmpty {
      members.append(("advisoryIDs", JSONText.array(self.advisories.map(JSONText.string))))
    }
    return JSONText.object(members)
  }

  private static func components(_ svns: [UInt8]) -> String {
    JSONText.array(svns.map { JSONText.object([("svn", String($0))]) })
  }
}
