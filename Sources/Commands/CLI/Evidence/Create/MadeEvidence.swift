import Attestation
import Attesters

/// Evidence that was just made, and below which root where that is made up.
struct MadeEvidence {
  let evidence: FreshEvidence
  /// As a policy names it; nil for a real TEE.
  let rootDigest: [UInt8]?
  /// Unix seconds that were named; nil for now.
  let at: Int64?

  init(_ evidence: FreshEvidence, rootDigest: [UInt8]? = nil, at: Int64? = nil) {
    self.evidence = evidence
    self.rootDigest = rootDigest
    self.at = at
  }

  /// A policy that trusts the made-up root, and is else the default.
  func policy(rootDigest: [UInt8]) -> String {
    """
    # Trusts a root that `warifu evidence create --simulated` made up. Never use it in production.
    schema: 1
    name: simulated \(self.evidence.format.rawValue)
    simulatedRoots: [\(Hexadecimal.text(rootDigest))]

    """
  }
}
