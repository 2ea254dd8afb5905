/// Intel's TCB Info for the platforms of one FMSPC, of version 3 for TDX (Intel PCS API v4, *Get TDX TCB Info*).
public struct TCBInfo: Sendable {
  /// Unix seconds between which it holds, both included.
  public let issued: Int64
  public let nextUpdate: Int64
  /// 6 octets.
  public let fmspc: [UInt8]
  /// 2 octets.
  public let pceID: [UInt8]
  /// Grows with every new round of judgements.
  public let evaluation: Int64
  /// For a TDX module of the first series.
  let module: TDXModuleIdentity
  /// For those of later series.
  let modules: [TDXModuleIdentity]
  /// From the best to the worst, as Intel lists them.
  let levels: [TCBLevel]
  let signed: SignedText

  static let check = "tdx.tcb-info"
  private static let mostModules = 32

  /// - Throws: *malformed*, by a check for each field; *unsupported-version*.
  init(_ signed: SignedText) throws(EvidenceError) {
    let json = try StrictJSON(signed.octets, atMost: SignedText.maximumOctets, check: Self.check)
    let fields = try JSONFields(json, check: Self.check)
    self.signed = signed
    guard try fields.integer("version", in: 0...1_000) == 3 else {
      throw EvidenceError(.unsupportedVersion, "tdx.tcb-info.version", "the TCB Info is not of version 3")
    }
    guard try fields.text("id") == "TDX" else { throw fields.malformed("id", "is not TDX") }
    guard try fields.integer("tcbType", in: 0...1_000) == 0 else {
      throw EvidenceError(
        .unsupportedVersion, "tdx.tcb-info.tcbType", "the levels of the TCB Info are compared in an unknown way")
    }
    self.issued = try fields.time("issueDate")
    self.nextUpdate = try fields.time("nextUpdate")
    self.fmspc = try fields.octets("fmspc", count: 6)
    self.pceID = try fields.octets("pceId", count: 2)
    self.evaluation = try fields.integer("tcbEvaluationDataNumber", in: 0...1_000_000_000)
    self.module = try TDXModuleIdentity(first: try fields.object("tdxModule"))
    self.modules = try Self.modules(fields)
    var levels: [TCBLevel] = []
    for level in try fields.objects("tcbLevels", counts: 1...ISVLevel.mostLevels) { levels.append(try TCBLevel(level)) }
    self.levels = levels
  }

  private static func modules(_ fields: JSONFields) throws(EvidenceError) -> [TDXModuleIdentity] {
    guard fields.has("tdxModuleIdentities") else { return [] }
    var modules: [TDXModuleIdentity] = []
    for module in try fields.objects("tdxModuleIdentities", counts: 0...Self.mostModules) {
      let module = try TDXModuleIdentity(series: module)
      guard !modules.contains(where: { $0.id == module.id }) else {
        throw fields.malformed("tdxModuleIdentities", "has one id twice")
      }
      modules.append(module)
    }
    return modules
  }
}
