import Attestation

/// What to do about evidence that does not verify.
struct EvidenceAdvice {
  let file: String
  /// nil for what is none of the three.
  var format: EvidenceFormat?
  /// Whether it could be read: what is malformed then came beside it, or is a certificate in it.
  var isRead = false
  /// Whether it was made below a root of nobody's, so that no vendor has anything for it; nil where that cannot be told.
  var isSimulated: Bool? = false
  /// ` --store FOLDER` where one was named.
  let store: String

  /// One line.
  func next(after error: EvidenceError) -> String {
    switch error.kind {
    case .malformed where self.isOfEndorsement(error):
      "Mend what was given with --endorsement or --collateral, or leave it out."
    case .badSignature where self.isOfEndorsement(error), .badChain where self.isOfEndorsement(error):
      "What came beside the evidence was altered, or is somebody else's: give what \(self.format?.vendor ?? "the vendor") publishes."
    case .malformed: "Give the whole evidence and nothing else: raw, hexadecimal or base64."
    case .unsupportedAlgorithm, .unsupportedVersion: "It may be newer than this program: see which version reads it."
    case .badSignature, .badChain: "It was altered, or made by somebody else. Ask its maker for another one."
    case .untrustedRoot:
      "It does not lead to the root of \(self.format?.vendor ?? "the vendor"). Simulated evidence needs a --policy that names its root: simulatedRoots."
    case .expired: "For evidence of an earlier time, name that time with --at."
    case .revoked: "The vendor took the key back: the machine that made it is not to be trusted."
    case .stale:
      "Ask for new evidence. For one of an earlier time, name that time with --at, or allow more under `freshness` in a --policy."
    case .collateralMissing: "Nothing is wrong with the evidence: \(self.whatIsNeeded)."
    case .collateralExpired: "Nothing is wrong with the evidence: \(self.whatIsNew), or name a time with --at."
    }
  }

  /// Whether what is wrong came beside the evidence. A report has no certificates in it, and those of a quote are read with it.
  private func isOfEndorsement(_ error: EvidenceError) -> Bool {
    let parts =
      ["collateral", "crl", "auxblob", "tdx.tcb-info", "tdx.qe-identity"]
      + (self.format != .nitro && self.isRead && error.kind == .malformed ? ["x509"] : [])
    return parts.contains { error.check == $0 || error.check.hasPrefix("\($0).") || error.check.hasPrefix("\($0)-") }
  }

  private var fetch: String { "(warifu collateral fetch --for \(self.file.shellWord)\(self.store))" }

  private var whatIsNeeded: String {
    switch (self.format, self.isSimulated) {
    case (.snp, false):
      "fetch AMD's certificates \(self.fetch), or name them with --endorsement: VCEK or VLEK, ASK and ARK"
    case (.snp, true): "name the certificates that were made with it, with --endorsement"
    case (.snp, nil):
      "fetch AMD's certificates \(self.fetch), or name them with --endorsement: if it is simulated, those that were made with it"
    case (.tdx, true): "name the collateral that was made with it, with --collateral"
    case (.tdx, _): "fetch Intel's collateral \(self.fetch), or name it with --collateral"
    case (.nitro, _), (nil, _): "name what is missing"
    }
  }

  private var whatIsNew: String {
    switch self.isSimulated {
    case false: "fetch what has expired anew \(self.fetch)"
    case true: "make it anew (warifu evidence create --simulated \(self.format?.rawValue ?? "snp") --output FILE)"
    case nil: "fetch what has expired anew \(self.fetch), or if it is simulated make it anew"
    }
  }
}
