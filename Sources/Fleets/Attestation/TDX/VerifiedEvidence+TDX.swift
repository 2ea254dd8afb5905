import TLSKeys

extension VerifiedEvidence {
  /// - Parameter judgement: nil where Intel lists no level as low as the platform's.
  init(_ quote: TDXQuote, _ pck: VerifiedPCK, _ judgement: TCBJudgement?, notAfter: Int64) {
    let body = quote.body
    let rtmrs = body.rtmrs.enumerated().map { Measurement("rtmr\($0.offset)", $0.element) }
    let levelMissing = judgement == nil ? ["Intel lists no TCB level as low as that of this platform"] : []
    self.init(
      format: .tdx, measurements: [Measurement("mrtd", body.mrTD)] + rtmrs, isDebug: body.isDebug,
      simulatedRoot: pck.simulatedRoot, boundData: body.reportData, tcb: TCBClaims(quote, pck.platform, judgement),
      claims: Self.claims(body) + [
        Measurement("fmspc", pck.platform.fmspc), Measurement("pce_id", pck.platform.pceID),
      ], notAfter: notAfter, findings: quote.findings + levelMissing)
  }

  private static func claims(_ body: TDXBody) -> [Measurement] {
    [
      Measurement("mrconfigid", body.mrConfigID), Measurement("mrowner", body.mrOwner),
      Measurement("mrownerconfig", body.mrOwnerConfig), Measurement("mrseam", body.mrSEAM),
      Measurement("mrsignerseam", body.mrSignerSEAM), Measurement("seamattributes", body.seamAttributes),
      Measurement("tdattributes", body.tdAttributes), Measurement("xfam", body.xfam),
    ] + (body.mrServiceTD.map { [Measurement("mrservicetd", $0)] } ?? [])
      + (body.teeTCBSVN2.map { [Measurement("tee_tcb_svn2", $0)] } ?? [])
  }
}

extension TCBClaims {
  /// What ``text`` says where Intel lists no level so low.
  static let noLevel = "NoLevel"

  init(_ quote: TDXQuote, _ platform: PCKExtension, _ judgement: TCBJudgement?) {
    var components: [String: UInt64] = ["pcesvn": UInt64(platform.pceSVN), "qe.isvsvn": UInt64(quote.qeReport.isvSVN)]
    for (number, version) in quote.body.teeTCBSVN.enumerated() { components["tee_tcb_svn.\(number)"] = UInt64(version) }
    for (number, version) in platform.components.enumerated() { components["sgx.\(number + 1)"] = UInt64(version) }
    self.init(
      text: judgement?.status.rawValue ?? Self.noLevel, components: components, status: judgement?.status,
      advisories: judgement?.advisories ?? [])
  }
}
