import Crypto

/// Verifies SEV-SNP reports up to AMD's roots, or made-up ones that are trusted on purpose.
///
/// Chains of certificates are remembered, so that a report of a chip that is known costs one verification of a signature. Several
/// threads may use one verifier.
public struct SNPVerifier: Sendable {
  private let roots: TrustedRoots
  private let cache: SNPChainCache

  /// - Parameter rememberedChains: how many chains are kept at most, some 20 KiB each; below 2 none is.
  public init(roots: TrustedRoots, rememberedChains: Int = 1_024) {
    self.roots = roots
    self.cache = SNPChainCache(capacity: rememberedChains)
  }

  /// Verifies a report: its form, the chain of its key at `now`, its signature, and that the key is the one that the report
  /// names. In this order, so that what fails first is what is told.
  ///
  /// - Parameters:
  ///   - octets: the report, 1,184 octets.
  ///   - now: Unix seconds; the certificates, and the revocation lists if any, must hold then. A report bears no time itself.
  /// - Throws: ``EvidenceError``.
  public func verify(
    _ octets: [UInt8], endorsements: SNPEndorsements, now: Int64
  ) throws(EvidenceError) -> VerifiedEvidence {
    try self.verify(try SNPReport(octets), endorsements: endorsements, now: now)
  }

  /// As above, for a report that was read already.
  public func verify(
    _ report: SNPReport, endorsements: SNPEndorsements, now: Int64
  ) throws(EvidenceError) -> VerifiedEvidence {
    let chain = try self.chain(for: report, endorsements)
    try chain.checkInForce(now: now)
    guard report.isSigned(by: chain.key) else {
      throw EvidenceError(
        .badSignature, "snp.signature",
        "the report was not signed by the \(chain.extensions.kind.rawValue) that was given")
    }
    try report.checkBelongs(to: chain.extensions)
    return report.evidence(by: chain, now: now)
  }

  private func chain(for report: SNPReport, _ endorsements: SNPEndorsements) throws(EvidenceError) -> SNPChain {
    let (ark, ask, vek) = try endorsements.chain(for: report) { SNPRoot.isTrusted($0, in: self.roots) }
    // A list of another ARK that is given too is about other chips.
    let others = endorsements.arks.filter { $0.subject != ark.subject }
    let lists = endorsements.revocationLists.filter { list in !others.contains { $0.subject == list.issuer } }
    let key = SNPChainCache.key(ark: ark, ask: ask, vek: vek.certificate, revocationLists: lists)
    return try self.cache.chain(key) { () throws(EvidenceError) in
      try SNPChain(ark: ark, ask: ask, vek: vek, revocationLists: lists, roots: self.roots)
    }
  }

  /// How many chains are remembered.
  var rememberedChains: Int { self.cache.count }
}
