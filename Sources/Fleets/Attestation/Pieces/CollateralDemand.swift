/// What evidence needs of its vendor, besides what it brings along.
package enum CollateralDemand: Sendable {
  /// A Nitro document has its whole chain in it.
  case nothing
  case snp(SNPDemand)
  case tdx(TDXDemand)

  /// - Throws: ``EvidenceError`` for a quote whose certificates cannot be read.
  package init(_ evidence: Evidence) throws(EvidenceError) {
    switch evidence {
    case .nitro: self = .nothing
    case .snp(let report): self = .snp(SNPDemand(report))
    case .tdx(let quote): self = .tdx(try TDXDemand(quote))
    }
  }
}
