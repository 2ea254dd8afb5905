/// Verifies evidence of every TEE up to its vendor's pinned root, or made-up ones that are trusted on purpose.
///
/// Pure: the time is a parameter, nothing is fetched. It remembers chains that were found to hold; several threads may use one.
public struct EvidenceVerifier: Sendable {
  private let nitro: NitroVerifier
  private let snp: SNPVerifier
  private let tdx: TDXVerifier

  /// - Parameter freshness: How old a Nitro document may be; the other formats do not say when they were made.
  public init(roots: TrustedRoots = TrustedRoots(), freshness: Freshness = .standard) {
    self.nitro = NitroVerifier(roots: roots, cache: PathCache(), freshness: freshness)
    self.snp = SNPVerifier(roots: roots)
    self.tdx = TDXVerifier(roots: roots)
  }

  /// Verifies structure, signatures, chains, what belongs together, and times, in this order as far as the format allows it.
  ///
  /// - Parameters:
  ///   - endorsements: What the vendors say about SEV-SNP and TDX; a Nitro document brings all it needs.
  ///   - now: Unix seconds.
  /// - Throws: ``EvidenceError``.
  public func verify(
    _ evidence: Evidence, endorsements: Endorsements, now: Int64
  ) throws(EvidenceError) -> VerifiedEvidence {
    switch evidence {
    case .nitro(let document): try self.nitro.verify(document, now: now)
    case .snp(let report): try self.snp.verify(report, endorsements: endorsements.snp, now: now)
    case .tdx(let quote): try self.tdx.verify(quote, collateral: endorsements.tdx, now: now)
    }
  }
}
