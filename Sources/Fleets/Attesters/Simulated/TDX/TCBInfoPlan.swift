import TLSKeys

/// Intel's TCB Info of TDX (PCS API v4, version 3) before it is signed. Every field can be made wrong.
package struct TCBInfoPlan: Sendable {
  package var id = "TDX"
  package var version: UInt64 = 3
  /// Unix seconds.
  package var issueDate: Int64
  package var nextUpdate: Int64
  package var fmspc = "50806F000000"
  package var pceID = "0000"
  /// For modules of the major version 0.
  package var module = TDXModulePlan(id: "", levels: [])
  package var modules = [
    TDXModulePlan(
      id: "TDX_01",
      levels: [
        ISVLevelPlan(isvSVN: 5, status: "UpToDate"),
        ISVLevelPlan(isvSVN: 3, status: "OutOfDate", advisories: ["SIM-SA-00003"]),
      ])
  ]
  package var levels = [
    TCBLevelPlan(
      sgxComponents: [3, 3, 2, 2, 4, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0], pceSVN: 13,
      tdxComponents: [5, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], status: "UpToDate"),
    TCBLevelPlan(
      sgxComponents: [2, 2, 2, 2, 3, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0], pceSVN: 11,
      tdxComponents: [5, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], status: "OutOfDate",
      advisories: ["SIM-SA-00001", "SIM-SA-00002"]),
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
        ("nextUpdate", JSONText.string(TimeText.utc(self.nextUpdate))), ("fmspc", JSONText.string(self.fmspc)),
        ("pceId", JSONText.string(self.pceID)), ("tcbType", "0"), ("tcbEvaluationDataNumber", "18"),
        ("tdxModule", JSONText.object(self.module.members)),
        ("tdxModuleIdentities", JSONText.array(self.modules.map(\.json))),
        ("tcbLevels", JSONText.array(self.levels.map(\.json))),
      ])
  }
}
