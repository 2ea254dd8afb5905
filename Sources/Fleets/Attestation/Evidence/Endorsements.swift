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

  /// Reads pieces: certificates (DER, PEM), revocation lists (DER, its hexadecimal digits, PEM), certificate tables of SEV-SNP hosts,
  /// Intel's answers for TCB Info and QE Identity, or one JSON object with all of Intel's.
  ///
  /// - Throws: ``EvidenceError`` *malformed*, `endorsements.size`, for more than 64 pieces or 4 MiB; `endorsements.kind`, for what is
  ///   none of these; else what reading each throws.
  public init(_ pieces: [[UInt8]] = []) throws(EvidenceError) {
    guard pieces.count <= Self.maximumPieces, pieces.allSatisfy({ $0.count <= Self.maximumOctets }) else {
      throw .malformed(
        "endorsements.size", "more than \(Self.maximumPieces) endorsements, or one of more than 4 MiB")
    }
    var sorted = SortedEndorsements()
    for piece in pieces { try sorted.add(piece) }
    self.snp = try SNPEndorsements(certificates: sorted.certificates, revocationLists: sorted.revocationLists)
    self.tdx = sorted.forTDX.isEmpty ? nil : try TDXCollateral(sorted.forTDX)
  }
}
