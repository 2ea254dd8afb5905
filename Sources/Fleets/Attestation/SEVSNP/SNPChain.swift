import Crypto
import TLSKeys

/// The way from a trusted ARK to an endorsement key, found to hold whenever all its certificates and revocation lists are in force.
struct SNPChain: Sendable {
  let vek: VerifiedLeaf
  let extensions: VEKExtensions
  /// The VEK's.
  let key: P384.Signing.PublicKey
  let revocationLists: [RevocationList]
  /// The digest of the ARK's key where it is a made-up one.
  let simulatedRoot: [UInt8]?

  /// Verifies everything but times.
  ///
  /// - Throws: ``EvidenceError`` *malformed*, *unsupported-algorithm*, *untrusted-root*, *bad-chain* or *revoked*.
  init(
    ark: X509Certificate, ask: X509Certificate, vek: SNPEndorsements.EndorsementKey, revocationLists: [RevocationList],
    roots: TrustedRoots
  ) throws(EvidenceError) {
    let extensions = try vek.extensions.get()
    guard case .p384(let key) = vek.certificate.key else {
      throw EvidenceError(.unsupportedAlgorithm, "snp.vek-key", "the endorsement key is none on the curve P-384")
    }
    guard let root = SNPRoot(ark, in: roots) else {
      throw EvidenceError(
        .untrustedRoot, "snp.root", "\(ark.name) is no root of AMD's, nor one that is trusted on purpose")
    }
    let lists = Self.concerned(revocationLists, by: ark)
    for list in lists { try list.check(issuedBy: ark) }
    let path = try VerifiedPath(root: ark, rootIsPinnedByKey: true, then: [ask])
    guard !lists.contains(where: { $0.revokes(ask) }) else {
      throw EvidenceError(.revoked, "snp.revoked", "AMD has revoked \(ask.name)")
    }
    let leaf = try VerifiedLeaf(vek.certificate, below: path)
    guard root.line.map({ $0 == extensions.line }) ?? true else {
      throw EvidenceError(
        .badChain, "snp.product", "an endorsement key of \(extensions.product) does not belong under \(ark.name)")
    }
    self.vek = leaf
    self.extensions = extensions
    self.key = key
    self.revocationLists = lists
    self.simulatedRoot = root.isSimulated ? ark.keyDigest.octets : nil
  }

  /// Checks that all of it is in force at `now`, Unix seconds.
  ///
  /// - Throws: *collateral-expired* or *expired*.
  func checkInForce(now: Int64) throws(EvidenceError) {
    try self.current(at: now)?.checkInForce(now: now)
    try self.vek.hold(at: now)
  }

  /// Unix seconds until which all of it is in force.
  func notAfter(at now: Int64) -> Int64 { min(self.vek.notAfter, self.current(at: now)?.nextUpdate ?? .max) }

  /// The newest list by then: it is the one that must be in force. What an older one revokes stays revoked all the same.
  private func current(at now: Int64) -> RevocationList? {
    let issued = self.revocationLists.filter { $0.thisUpdate <= now }
    return (issued.isEmpty ? self.revocationLists : issued).max { $0.thisUpdate < $1.thisUpdate }
  }

  /// The lists of this ARK; or all, where none is its, so that it is said whose they are.
  private static func concerned(_ lists: [RevocationList], by ark: X509Certificate) -> [RevocationList] {
    let own = lists.filter { $0.issuer == ark.subject }
    return own.isEmpty ? lists : own
  }
}
