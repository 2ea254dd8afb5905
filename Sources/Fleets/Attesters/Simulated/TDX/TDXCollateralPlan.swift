import Attestation

/// The collateral of a made-up Intel before it is signed. Every field can be made wrong.
package struct TDXCollateralPlan: Sendable {
  package var tcbInfo: TCBInfoPlan
  package var tcbInfoFault: SignatureFault?
  package var qeIdentity: QEIdentityPlan
  package var qeIdentityFault: SignatureFault?
  /// Who signs TCB Info and QE Identity in place of the certified key.
  package var signer: SimulatedKey?
  /// DER, signer first.
  package var signingChain: [[UInt8]]
  package var rootList: [UInt8]
  package var platformList: [UInt8]
  package var platformChain: [[UInt8]]

  /// - Parameter now: Unix seconds; TCB Info and QE Identity hold for 30 days from yesterday.
  package init(_ authority: SimulatedTDXAuthority, now: Int64) throws(AttesterError) {
    let (issued, next) = (now - 86_400, now + 29 * 86_400)
    self.tcbInfo = TCBInfoPlan(issueDate: issued, nextUpdate: next)
    self.qeIdentity = QEIdentityPlan(issueDate: issued, nextUpdate: next)
    self.signingChain = [authority.tcbSigning, authority.root]
    self.rootList = try authority.rootList(now: now)
    self.platformList = try authority.platformList(now: now)
    self.platformChain = [authority.platformCA, authority.root]
  }

  package func signed(by authority: SimulatedTDXAuthority) throws(AttesterError) -> SimulatedTDXCollateral {
    let key = self.signer ?? authority.signingKey
    func signature(_ text: String, _ fault: SignatureFault?) throws(AttesterError) -> String {
      let raw = try key.rawSignature(Array(text.utf8))
      return Hexadecimal.text(fault?.applied(to: raw) ?? raw)
    }
    return SimulatedTDXCollateral(
      tcbInfo: self.tcbInfo.json, tcbInfoSignature: try signature(self.tcbInfo.json, self.tcbInfoFault),
      qeIdentity: self.qeIdentity.json, qeIdentitySignature: try signature(self.qeIdentity.json, self.qeIdentityFault),
      signingChain: CertificatePEM.text(self.signingChain), rootList: self.rootList,
      platformList: self.platformList, platformChain: CertificatePEM.text(self.platformChain))
  }
}
