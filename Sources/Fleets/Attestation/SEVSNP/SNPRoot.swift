import TLSKeys

/// An ARK that is trusted, and for what.
struct SNPRoot {
  /// nil where a made-up root does not say.
  let line: SNPProductLine?
  let isSimulated: Bool

  /// nil for an ARK that is neither AMD's nor trusted on purpose.
  init?(_ ark: X509Certificate, in roots: TrustedRoots) {
    if let line = Self.line(ark, in: roots) {
      self.line = line
      self.isSimulated = false
    } else if Self.isTrusted(ark, in: roots) {
      let name = ark.name
      self.line = SNPProductLine.allCases.first { name.contains($0.rawValue) }
      self.isSimulated = true
    } else {
      return nil
    }
  }

  static func isTrusted(_ ark: X509Certificate, in roots: TrustedRoots) -> Bool {
    self.line(ark, in: roots) != nil || roots.simulated.contains(ark.keyDigest.octets)
  }

  private static func line(_ ark: X509Certificate, in roots: TrustedRoots) -> SNPProductLine? {
    SNPProductLine.allCases.first { roots.amd[$0.rawValue] == ark.keyDigest.octets }
  }
}
