import Attestation

extension EvidenceError {
  /// What to do about it, one line.
  ///
  /// - Parameters:
  ///   - format: nil for what is none of the three.
  ///   - isForTrials: whether the policy trusts roots that somebody made up: of their collateral no vendor knows.
  func advice(_ format: EvidenceFormat?, file: String, isForTrials: Bool) -> String {
    switch self.kind {
    case .malformed where self.isOfEndorsement(format):
      "Mend what was given with --endorsement or --collateral, or leave it out."
    case .malformed: "Give the whole evidence and nothing else: raw, hexadecimal or base64."
    case .unsupportedAlgorithm, .unsupportedVersion: "It may be newer than this program: see which version reads it."
    case .badSignature, .badChain: "It was altered, or made by somebody else. Ask its maker for another one."
    case .untrustedRoot:
      "It does not lead to the root of \(format?.vendor ?? "the vendor"). Simulated evidence needs a --policy that names its root: simulatedRoots."
    case .expired: "For evidence of an earlier time, name that time with --at."
    case .revoked: "The vendor took the key back: the machine that made it is not to be trusted."
    case .stale:
      "Ask for new evidence. For one of an earlier time, name that time with --at, or allow more under `freshness` in a --policy."
    case .collateralMissing:
      "Nothing is wrong with the evidence: "
        + (isForTrials ? Self.whatWasMadeWithIt(format) : Self.whatIsNeeded(format, file))
    case .collateralExpired where isForTrials:
      "Nothing is wrong with the evidence: make it anew (warifu evidence create --simulated), or name a time with --at."
    case .collateralExpired:
      "Nothing is wrong with the evidence: fetch what has expired anew (warifu collateral fetch --for \(file.shellWord)), or name a time with --at."
    }
  }

  /// Whether what is malformed came beside the evidence: a report has no certificates in it.
  private func isOfEndorsement(_ format: EvidenceFormat?) -> Bool {
    let parts = ["collateral", "crl", "auxblob", "tdx.tcb-info", "tdx.qe-identity"] + (format == .snp ? ["x509"] : [])
    return parts.contains { self.check == $0 || self.check.hasPrefix("\($0).") }
  }

  private static func whatIsNeeded(_ format: EvidenceFormat?, _ file: String) -> String {
    switch format {
    case .snp:
      "fetch AMD's certificates (warifu collateral fetch --for \(file.shellWord)), or name them with --endorsement: VCEK or VLEK, ASK and ARK."
    case .tdx:
      "fetch Intel's collateral (warifu collateral fetch --for \(file.shellWord)), or name it with --collateral."
    case .nitro, nil: "name what is missing."
    }
  }

  private static func whatWasMadeWithIt(_ format: EvidenceFormat?) -> String {
    switch format {
    case .snp: "name the certificates that were made with it, with --endorsement."
    case .tdx: "name the collateral that was made with it, with --collateral."
    case .nitro, nil: "name what is missing."
    }
  }
}
