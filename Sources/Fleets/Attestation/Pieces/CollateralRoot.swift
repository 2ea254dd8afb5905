import TLSKeys

/// The root that a piece of collateral leads to.
package enum CollateralRoot: Hashable, Sendable {
  case amd(SNPProductLine)
  case intel
  /// One that was made up and is trusted on purpose: SHA-256 of its SubjectPublicKeyInfo.
  case simulated([UInt8])

  /// nil for a certificate whose key is no root's.
  init?(_ certificate: X509Certificate, in roots: TrustedRoots) {
    let digest = certificate.keyDigest.octets
    if let line = SNPProductLine.allCases.first(where: { roots.amd[$0.rawValue] == digest }) {
      self = .amd(line)
    } else if digest == roots.intel {
      self = .intel
    } else if roots.simulated.contains(digest) {
      self = .simulated(digest)
    } else {
      return nil
    }
  }

  private static let simulatedPrefix = "simulated-"

  /// As folders of a store are called: `Milan`, `Intel`, `simulated-` and the digest in hexadecimal.
  package init?(name: String) {
    if let line = SNPProductLine(rawValue: name) {
      self = .amd(line)
    } else if name == "Intel" {
      self = .intel
    } else if name.hasPrefix(Self.simulatedPrefix),
      let digest = Hexadecimal.octets(name.dropFirst(Self.simulatedPrefix.count)), digest.count == 32
    {
      self = .simulated(digest)
      guard self.name == name else { return nil }
    } else {
      return nil
    }
  }

  package var name: String {
    switch self {
    case .amd(let line): line.rawValue
    case .intel: "Intel"
    case .simulated(let digest): Self.simulatedPrefix + Hexadecimal.text(digest)
    }
  }

  /// What has to be trusted for it besides the vendors' roots.
  package var simulatedDigests: Set<[UInt8]> {
    if case .simulated(let digest) = self { [digest] } else { [] }
  }
}
