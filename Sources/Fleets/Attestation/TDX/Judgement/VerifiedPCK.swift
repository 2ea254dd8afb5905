import Crypto
import TLSKeys

/// A PCK certificate that was found to lead to a pinned root, and what it says about its platform; times are judged at each use.
struct VerifiedPCK: Sendable {
  let leaf: VerifiedLeaf
  let key: P256.Signing.PublicKey
  let platform: PCKExtension
  let ca: X509Certificate
  let root: X509Certificate
  /// The digest of the root's key where it is a made-up one.
  let simulatedRoot: [UInt8]?

  /// - Throws: *untrusted-root*, `tdx.root`; *bad-chain*.
  init(_ chain: PCKChain, roots: TrustedRoots) throws(EvidenceError) {
    self.simulatedRoot = try Self.simulatedRoot(chain.root, roots)
    let path = try VerifiedPath(root: chain.root, rootIsPinnedByKey: true, then: [chain.ca])
    self.leaf = try VerifiedLeaf(chain.leaf, below: path)
    self.key = chain.key
    self.platform = chain.platform
    self.ca = chain.ca
    self.root = chain.root
  }

  /// Compares a root's key with the pins; nil for Intel's.
  private static func simulatedRoot(_ root: X509Certificate, _ roots: TrustedRoots) throws(EvidenceError) -> [UInt8]? {
    let digest = root.keyDigest.octets
    guard digest == roots.intel || roots.simulated.contains(digest) else {
      throw EvidenceError(
        .untrustedRoot, "tdx.root",
        "the certificates lead to \(root.name) with the key \(Hexadecimal.text(digest)), not to Intel's root")
    }
    return digest == roots.intel ? nil : digest
  }
}
