/// TCB Info and QE Identity as JSON, each field to be made wrong by replacing its text.
enum TDXTexts {
  static let tcbInfo = [
    #"{"id":"TDX","version":3,"issueDate":"2026-09-21T14:13:20Z","nextUpdate":"2026-10-21T14:13:20Z","#,
    #""fmspc":"90c06f000000","pceId":"0000","tcbType":0,"tcbEvaluationDataNumber":18,"#,
    #""tdxModule":{\#(module)},"#,
    #""tdxModuleIdentities":[{"id":"TDX_01",\#(module),"tcbLevels":["#,
    #"{"tcb":{"isvsvn":6},"tcbDate":"2024-11-13T00:00:00Z","tcbStatus":"UpToDate"},"#,
    #"{"tcb":{"isvsvn":4},"tcbDate":"2024-03-13T00:00:00Z","tcbStatus":"OutOfDate","advisoryIDs":["INTEL-SA-01036"]}]}],"#,
    #""tcbLevels":["#, level(5, tdx: [5, 0, 4], "UpToDate"), ",", level(4, tdx: [5, 0, 3], "ConfigurationNeeded"), ",",
    level(3, tdx: [3, 0, 2], "OutOfDate", #","advisoryIDs":["INTEL-SA-01111","INTEL-SA-01036"]"#), "]}",
  ].joined()

  static let qeIdentity = [
    #"{"id":"TD_QE","version":2,"issueDate":"2026-09-21T14:13:20Z","nextUpdate":"2026-10-21T14:13:20Z","#,
    #""tcbEvaluationDataNumber":18,"miscselect":"00000000","miscselectMask":"FFFFFFFF","#,
    #""attributes":"11000000000000000000000000000000","attributesMask":"FBFFFFFFFFFFFFFF0000000000000000","#,
    #""mrsigner":"\#(String(repeating: "DC", count: 32))","isvprodid":2,"tcbLevels":["#,
    #"{"tcb":{"isvsvn":4},"tcbDate":"2024-11-13T00:00:00Z","tcbStatus":"UpToDate"},"#,
    #"{"tcb":{"isvsvn":2},"tcbDate":"2023-11-13T00:00:00Z","tcbStatus":"OutOfDate"}]}"#,
  ].joined()

  static func level(_ sgx: Int, tdx: [Int], _ status: String, _ more: String = "") -> String {
    let tdxAll = tdx + [Int](repeating: 0, count: 16 - tdx.count)
    return [
      #"{"tcb":{"sgxtcbcomponents":["#, self.components([Int](repeating: sgx, count: 16)), #"],"pcesvn":13,"#,
      #""tdxtcbcomponents":["#, self.components(tdxAll),
      #"]},"tcbDate":"2024-11-13T00:00:00Z","tcbStatus":"\#(status)""#,
      more, "}",
    ].joined()
  }

  private static let module = [
    #""mrsigner":"\#(String(repeating: "00", count: 48))","attributes":"0000000000000000","#,
    #""attributesMask":"FFFFFFFFFFFFFFFF""#,
  ].joined()

  private static func components(_ versions: [Int]) -> String {
    versions.map { #"{"svn":\#($0),"category":"BIOS"}"# }.joined(separator: ",")
  }
}
