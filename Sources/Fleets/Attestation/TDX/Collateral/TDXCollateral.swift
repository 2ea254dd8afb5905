import Crypto

/// What Intel publishes about platforms, and a quote is judged by: read within bounds, and not yet believed.
///
/// Of two pieces about the same thing the one that was issued later counts.
public struct TDXCollateral: Sendable {
  /// The most octets of one piece, and the most pieces, also of one kind.
  public static let maximumOctets = 4 << 20
  public static let maximumPieces = 64

  public let tcbInfos: [TCBInfo]
  public let qeIdentities: [QEIdentity]
  /// Those whose keys sign TCB Infos and QE Identities are among them.
  public let certificates: [X509Certificate]
  public let revocationLists: [RevocationList]
  /// SHA-256 over all pieces.
  let digest: [UInt8]

  /// Reads pieces in any order: Intel's answers for TCB Info and QE Identity, the certificates that sign them (PEM or DER),
  /// revocation lists (DER, its hexadecimal digits, or PEM), or one JSON object with all of these.
  ///
  /// - Throws: ``EvidenceError`` *malformed*, `collateral.pieces`, for too many; `collateral.shape`, for what is none of these; and what
  ///   reading each throws.
  public init(_ pieces: [[UInt8]]) throws(EvidenceError) {
    guard pieces.count <= Self.maximumPieces else {
      throw .malformed("collateral.pieces", "\(pieces.count) pieces of collateral; \(Self.maximumPieces) are allowed")
    }
    var bag = CollateralBag()
    for piece in pieces { try bag.add(piece) }
    try self.init(bag)
  }

  /// Takes what may be Intel's.
  init(_ bag: CollateralBag) throws(EvidenceError) {
    self.tcbInfos = bag.tcbInfos
    self.qeIdentities = bag.qeIdentities
    self.certificates = bag.certificates.filter(\.isOfIntelsKind)
    self.revocationLists = bag.revocationLists.filter(\.isOfIntelsKind)
    let counts = [
      self.tcbInfos.count, self.qeIdentities.count, self.certificates.count, self.revocationLists.count,
    ]
    guard counts.allSatisfy({ $0 <= Self.maximumPieces }) else {
      throw .malformed("collateral.pieces", "more than \(Self.maximumPieces) pieces of collateral of one kind")
    }
    var hash = SHA256()
    for text in self.tcbInfos.map(\.signed) + self.qeIdentities.map(\.signed) {
      hash.update(data: SHA256.hash(data: text.octets).map(\.self) + text.signature)
    }
    for digest in self.certificates.map(\.digest) + self.revocationLists.map(\.digest) { hash.update(data: digest) }
    self.digest = Array(hash.finalize())
  }

  /// Whether there is nothing at all.
  var isEmpty: Bool {
    self.tcbInfos.isEmpty && self.qeIdentities.isEmpty && self.certificates.isEmpty && self.revocationLists.isEmpty
  }
}
