/// What Intel says about one level of versions: of a platform, a TDX module or a quoting enclave.
struct TCBJudgement: Sendable, Hashable {
  let status: TCBStatus
  let advisories: [String]

  static let mostAdvisories = 512

  init(_ fields: JSONFields) throws(EvidenceError) {
    let status = try fields.text("tcbStatus")
    guard let known = TCBStatus(rawValue: status) else {
      throw fields.malformed("tcbStatus", "is none that Intel has defined")
    }
    self.status = known
    self.advisories = try fields.texts("advisoryIDs", atMost: Self.mostAdvisories)
  }

  init(_ status: TCBStatus, advisories: [String] = []) {
    self.status = status
    self.advisories = advisories
  }
}
