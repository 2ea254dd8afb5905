import Attestation

/// Collateral of TDX as Intel's service gives it.
package struct SimulatedTDXCollateral: Sendable {
  /// What is signed, without what is around it.
  package let tcbInfo: String
  /// r ‖ s in hexadecimal digits.
  package let tcbInfoSignature: String
  package let qeIdentity: String
  package let qeIdentitySignature: String
  /// PEM, signer first.
  package let signingChain: String
  /// DER.
  package let rootList: [UInt8]
  package let platformList: [UInt8]
  /// PEM of the issuer of ``platformList``, and above.
  package let platformChain: String

  /// The answer to `/tdx/certification/v4/tcb`.
  package var tcbInfoFile: String {
    JSONText.object([("tcbInfo", self.tcbInfo), ("signature", JSONText.string(self.tcbInfoSignature))])
  }

  /// The answer to `/tdx/certification/v4/qe/identity`.
  package var qeIdentityFile: String {
    JSONText.object([("enclaveIdentity", self.qeIdentity), ("signature", JSONText.string(self.qeIdentitySignature))])
  }

  /// All of it as one text, as verifiers keep it beside a quote.
  package var json: String {
    JSONText.object([
      ("pck_crl_issuer_chain", JSONText.string(self.platformChain)),
      ("root_ca_crl", JSONText.string(Hexadecimal.text(self.rootList))),
      ("pck_crl", JSONText.string(Hexadecimal.text(self.platformList))),
      ("tcb_info_issuer_chain", JSONText.string(self.signingChain)), ("tcb_info", JSONText.string(self.tcbInfo)),
      ("tcb_info_signature", JSONText.string(self.tcbInfoSignature)),
      ("qe_identity_issuer_chain", JSONText.string(self.signingChain)),
      ("qe_identity", JSONText.string(self.qeIdentity)),
      ("qe_identity_signature", JSONText.string(self.qeIdentitySignature)),
    ])
  }
}
