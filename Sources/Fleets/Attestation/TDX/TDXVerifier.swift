import Crypto

/// Verifies Intel TDX quotes of version 4 and 5 to Intel's pinned root, with the collateral that Intel publishes.
///
/// Pure: the time is a parameter. It remembers certificates and collateral whose signatures were found to hold; share one between
/// threads.
public struct TDXVerifier: Sendable {
  private let roots: TrustedRoots
  private let memory = TDXMemory()

  public init(roots: TrustedRoots) { self.roots = roots }

  /// Verifies a quote: structure, then signatures from the root down to the quote, then the collateral, and what it says.
  ///
  /// - Parameters:
  ///   - octets: The quote; what follows its end is ignored, with a finding where it is not all zero.
  ///   - now: Unix seconds.
  /// - Returns: Evidence whose ``TCBClaims/status`` is Intel's judgement; nil where Intel lists no level so low.
  /// - Throws: ``EvidenceError`` of any kind but *stale*: a quote does not say when it was made.
  public func verify(
    _ octets: [UInt8], collateral: TDXCollateral?, now: Int64
  ) throws(EvidenceError) -> VerifiedEvidence {
    try self.verify(try TDXQuote(octets), collateral: collateral, now: now)
  }

  /// The same for a quote that was read.
  public func verify(
    _ quote: TDXQuote, collateral: TDXCollateral?, now: Int64
  ) throws(EvidenceError) -> VerifiedEvidence {
    let pck = try self.pck(of: quote)
    try Self.checkSignatures(of: quote, by: pck)
    try pck.leaf.hold(at: now)
    guard let collateral else {
      throw EvidenceError(
        .collateralMissing, "tdx.collateral-missing",
        "a quote needs collateral: TCB Info for the FMSPC \(Hexadecimal.text(pck.platform.fmspc)), QE Identity and revocation lists"
      )
    }
    let verified = try self.verified(collateral, for: pck, now: now)
    try verified.hold(for: pck, at: now)
    let judge = TDXJudge(body: quote.body, qeReport: quote.qeReport, platform: pck.platform)
    let judgement = try judge.judgement(verified.tcbInfo, verified.qeIdentity)
    return VerifiedEvidence(quote, pck, judgement, notAfter: min(pck.leaf.notAfter, verified.notAfter(at: now)))
  }

  private func pck(of quote: TDXQuote) throws(EvidenceError) -> VerifiedPCK {
    let digest = Array(SHA256.hash(data: quote.signatureData.pckChain))
    return try self.memory.platform(digest) { () throws(EvidenceError) in
      try VerifiedPCK(try quote.pckChain(), roots: self.roots)
    }
  }

  private func verified(
    _ collateral: TDXCollateral, for pck: VerifiedPCK, now: Int64
  ) throws(EvidenceError) -> VerifiedCollateral {
    let choice = try CollateralChoice(collateral, for: pck, now: now)
    let key = TDXMemory.CollateralKey(
      collateral: collateral.digest, choice: choice, root: pck.root.digest, ca: pck.ca.digest)
    return try self.memory.collateral(key) { () throws(EvidenceError) in
      try VerifiedCollateral(collateral, choice, for: pck)
    }
  }

  /// The PCK signed the QE report, the QE report holds the attestation key, the attestation key signed the quote.
  private static func checkSignatures(of quote: TDXQuote, by pck: VerifiedPCK) throws(EvidenceError) {
    let data = quote.signatureData
    guard Self.holds(data.qeSignature, of: quote.qeReport.octets, by: pck.key) else {
      throw EvidenceError(
        .badSignature, "tdx.qe-signature", "the signature of the quoting enclave's report is not the platform's")
    }
    let bound =
      Array(SHA256.hash(data: data.attestationKey + data.authenticationData)) + [UInt8](repeating: 0, count: 32)
    guard quote.qeReport.reportData == bound else {
      throw EvidenceError(
        .badSignature, "tdx.qe-binding", "the attestation key is not the one that the quoting enclave reports")
    }
    guard let key = try? P256.Signing.PublicKey(rawRepresentation: data.attestationKey) else {
      throw EvidenceError(.badSignature, "tdx.attestation-key", "the attestation key is no point on the curve P-256")
    }
    guard Self.holds(data.signature, of: quote.signed, by: key) else {
      throw EvidenceError(.badSignature, "tdx.signature", "the signature of the quote does not hold")
    }
  }

  private static func holds(
    _ signature: [UInt8], of octets: ArraySlice<UInt8>, by key: P256.Signing.PublicKey
  ) -> Bool {
    guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
    return key.isValidSignature(signature, for: SHA256.hash(data: octets))
  }
}
