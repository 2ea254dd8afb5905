package import Attestation

/// Plays a TDX guest: quotes of the real format under a root of its own, with the collateral they are verified by.
package struct SimulatedTDXAttester: Attester {
  private let authority: SimulatedTDXAuthority
  private let platform: TDXPlatform
  private let mrTD: [UInt8]
  private let rtmrs: [[UInt8]]
  private let now: @Sendable () -> Int64
  private let adjust: @Sendable (inout TDXQuotePlan) -> Void

  /// - Parameters:
  ///   - mrTD: 48 octets.
  ///   - rtmrs: four of 48 octets.
  ///   - now: the time, in Unix seconds.
  ///   - adjust: changes each quote before it is signed.
  package init(
    authority: SimulatedTDXAuthority, platform: TDXPlatform, mrTD: [UInt8], rtmrs: [[UInt8]],
    now: @escaping @Sendable () -> Int64, adjust: @escaping @Sendable (inout TDXQuotePlan) -> Void = { _ in }
  ) {
    self.authority = authority
    self.platform = platform
    self.mrTD = mrTD
    self.rtmrs = rtmrs
    self.now = now
    self.adjust = adjust
  }

  package var format: EvidenceFormat { .tdx }

  package func evidence(binding: [UInt8], nonce: [UInt8]) async throws(AttesterError) -> FreshEvidence {
    let body = TDXBodyPlan(mrTD: self.mrTD, rtmrs: self.rtmrs, reportData: try ReportData.octets(binding: binding))
    var plan = TDXQuotePlan(platform: self.platform, authority: self.authority, body: body)
    self.adjust(&plan)
    let collateral = try TDXCollateralPlan(self.authority, now: self.now()).signed(by: self.authority)
    return FreshEvidence(format: .tdx, octets: try plan.octets(self.platform), collateral: collateral.json)
  }
}
