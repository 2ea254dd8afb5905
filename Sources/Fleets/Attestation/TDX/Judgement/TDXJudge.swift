/// Compares what a quote and its PCK certificate say with what Intel says: pure, and after all signatures.
struct TDXJudge {
  let body: TDXBody
  let qeReport: QEReport
  let platform: PCKExtension

  /// nil where Intel lists no level as low as the platform's, or as the TDX module's.
  ///
  /// - Throws: *bad-chain* for a TDX module or quoting enclave that is not Intel's, *collateral-missing* for a series of modules that
  ///   the TCB Info does not know.
  func judgement(_ tcbInfo: TCBInfo, _ qeIdentity: QEIdentity) throws(EvidenceError) -> TCBJudgement? {
    try self.checkQuotingEnclave(qeIdentity)
    let module = try self.moduleIdentity(tcbInfo)
    try self.check(module)
    var parts = [
      // A quoting enclave older than all that Intel lists is none to trust.
      qeIdentity.levels.first { self.qeReport.isvSVN >= $0.isvSVN }?.judgement ?? TCBJudgement(.revoked)
    ]
    guard let platform = tcbInfo.levels.first(where: { self.meets($0) }) else { return nil }
    parts.append(platform.judgement)
    if !module.id.isEmpty {
      guard let level = module.levels.first(where: { self.moduleVersion >= $0.isvSVN }) else { return nil }
      parts.append(level.judgement)
    }
    return TCBJudgement(
      .merged(parts.map(\.status)), advisories: Set(parts.flatMap(\.advisories)).sorted())
  }

  private var moduleVersion: UInt16 { UInt16(self.body.teeTCBSVN[0]) }
  private var moduleSeries: UInt8 { self.body.teeTCBSVN[1] }

  /// The level of TDX's first two components is that of the module, which has levels of its own since the second series.
  private func meets(_ level: TCBLevel) -> Bool {
    let first = self.moduleSeries > 0 ? 2 : 0
    return self.platform.pceSVN >= level.pceSVN
      && zip(self.platform.components, level.sgxComponents).allSatisfy { $0 >= $1 }
      && zip(self.body.teeTCBSVN, level.tdxComponents).dropFirst(first).allSatisfy { $0 >= $1 }
  }

  private func moduleIdentity(_ tcbInfo: TCBInfo) throws(EvidenceError) -> TDXModuleIdentity {
    guard self.moduleSeries > 0 else { return tcbInfo.module }
    let id = "TDX_" + Hexadecimal.text([self.moduleSeries]).uppercased()
    guard let module = tcbInfo.modules.first(where: { $0.id == id }) else {
      throw EvidenceError(
        .collateralMissing, "tdx.module-identity", "the TCB Info says nothing about TDX modules of the series \(id)")
    }
    return module
  }

  private func check(_ module: TDXModuleIdentity) throws(EvidenceError) {
    guard self.body.mrSignerSEAM == module.mrSigner else {
      throw EvidenceError(.badChain, "tdx.module-signer", "the TDX module was signed by somebody else than Intel says")
    }
    guard Self.masked(self.body.seamAttributes, module.attributesMask) == module.attributes else {
      throw EvidenceError(.badChain, "tdx.module-attributes", "the TDX module has other attributes than Intel says")
    }
  }

  private func checkQuotingEnclave(_ identity: QEIdentity) throws(EvidenceError) {
    guard self.qeReport.mrSigner == identity.mrSigner else {
      throw EvidenceError(.badChain, "tdx.qe-signer", "the quoting enclave was signed by somebody else than Intel says")
    }
    guard self.qeReport.isvProdID == identity.isvProdID else {
      throw EvidenceError(.badChain, "tdx.qe-product", "the quoting enclave is of another product than Intel says")
    }
    guard Self.masked(self.qeReport.miscSelect, identity.miscSelectMask) == identity.miscSelect else {
      throw EvidenceError(
        .badChain, "tdx.qe-miscselect", "the quoting enclave was made with other options than Intel says")
    }
    guard Self.masked(self.qeReport.attributes, identity.attributesMask) == identity.attributes else {
      throw EvidenceError(.badChain, "tdx.qe-attributes", "the quoting enclave has other attributes than Intel says")
    }
  }

  private static func masked(_ octets: [UInt8], _ mask: [UInt8]) -> [UInt8] { zip(octets, mask).map { $0 & $1 } }
}
