/// What vendors say about their TEEs, in any order and for any of them: certificates, revocation lists, AMD's certificate tables and
/// Intel's collateral.
///
/// They are sorted by what they are; whom they come from is only known once they are verified.
public struct Endorsements: Sendable {
  /// The most octets of one piece, and the most pieces.
  public static let maximumOctets = TDXCollateral.maximumOctets
  public static let maximumPieces = TDXCollateral.maximumPieces

  /// For SEV-SNP reports.
  public let snp: SNPEndorsements
  /// For TDX quotes; nil where nothing was given for them.
  public let tdx: TDXCollateral?

  /// Reads pieces: certificates and revocation lists (DER, its hexadecimal digits, PEM), certificate tables of SEV-SNP hosts, Intel's
  /// answers for TCB Info and QE Identity, or one JSON object with all of Intel's.
  ///
  /// - Throws: ``EvidenceError`` *malformed*, `collateral.pieces` or `collateral.size`, for more than 64 pieces or 4 MiB; `collateral.shape`, for
  ///   what is none of these; else what reading each throws.
  public init(_ pieces: [[UInt8]] = []) throws(EvidenceError) {
    guard pieces.count <= Self.maximumPieces else {
      throw .malformed("collateral.pieces", "\(pieces.count) endorsements; \(Self.maximumPieces) are allowed")
    }
    var bag = CollateralBag()
    // A host that has no certificates hands over nothing.
    for piece in pieces where !piece.isEmpty { try bag.add(piece) }
    self.snp = try SNPEndorsements(
      certificates: bag.certificates.filter { !$0.isOfIntelsKind },
      revocationLists: bag.revocationLists.filter { !$0.isOfIntelsKind })
    let tdx = try TDXCollateral(bag)
    self.tdx = tdx.isEmpty ? nil : tdx
  }
}
