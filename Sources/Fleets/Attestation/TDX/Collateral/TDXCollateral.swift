import Crypto
import TLSKeys

/// What Intel publishes about platforms, and a quote is judged by: read within bounds, and not yet believed.
///
/// Of two pieces about the same thing the one that was issued later counts.
public struct TDXCollateral: Sendable {
  /// The most octets of one piece, and the most pieces.
  public static let maximumOctets = 4 << 20
  public static let maximumPieces = 64

  public private(set) var tcbInfos: [TCBInfo] = []
  public private(set) var qeIdentities: [QEIdentity] = []
  /// Leaf first: each the certificate that signs TCB Infos and QE Identities, and the root.
  public private(set) var signingChains: [[X509Certificate]] = []
  public private(set) var revocationLists: [RevocationList] = []
  /// SHA-256 over all pieces.
  let digest: [UInt8]

  /// Reads pieces in any order: Intel's answers for TCB Info and QE Identity, the PEM of the certificates that sign them,
  /// revocation lists (DER, its hexadecimal digits, or PEM), or one JSON object with all of these.
  ///
  /// - Throws: ``EvidenceError`` *malformed*, `tdx.collateral`, for what is none of these, and what reading each throws.
  public init(_ pieces: [[UInt8]]) throws(EvidenceError) {
    guard pieces.count <= Self.maximumPieces, pieces.allSatisfy({ $0.count <= Self.maximumOctets }) else {
      throw .malformed(
        "tdx.collateral", "more than \(Self.maximumPieces) pieces of collateral, or one of more than 4 MiB")
    }
    self.digest = Array(SHA256.hash(data: pieces.flatMap { SHA256.hash(data: $0) }))
    for piece in pieces { try self.read(piece) }
  }

  private mutating func read(_ piece: [UInt8]) throws(EvidenceError) {
    switch try CollateralShape(piece) {
    case .answer(let fields): try self.read(answer: piece, fields)
    case .whole(let fields): try self.read(whole: fields)
    case .pem(let text): try self.read(pem: text)
    case .list(let der): self.revocationLists.append(try RevocationList(der: der))
    }
  }

  /// Intel's answer about one thing.
  private mutating func read(answer: [UInt8], _ fields: JSONFields) throws(EvidenceError) {
    if fields.has("tcbInfo") {
      self.tcbInfos.append(try TCBInfo(try SignedText(answer: answer, outermost: fields, member: "tcbInfo")))
    } else {
      self.qeIdentities.append(
        try QEIdentity(try SignedText(answer: answer, outermost: fields, member: "enclaveIdentity")))
    }
  }

  /// One object with all: what was signed is text in it, the lists are hexadecimal digits.
  private mutating func read(whole fields: JSONFields) throws(EvidenceError) {
    if fields.has("tcb_info") {
      self.tcbInfos.append(try TCBInfo(try Self.signed(fields, "tcb_info")))
    }
    if fields.has("qe_identity") {
      self.qeIdentities.append(try QEIdentity(try Self.signed(fields, "qe_identity")))
    }
    for name in ["tcb_info_issuer_chain", "qe_identity_issuer_chain"] where fields.has(name) {
      try self.read(pem: try fields.text(name, atMost: PEMText.maximumOctets))
    }
    for name in ["root_ca_crl", "pck_crl"] where fields.has(name) {
      guard let der = Hexadecimal.octets(try fields.text(name, atMost: 2 * RevocationList.maximumOctets)) else {
        throw fields.malformed(name, "is no revocation list in hexadecimal")
      }
      self.revocationLists.append(try RevocationList(der: der))
    }
  }

  private static func signed(_ fields: JSONFields, _ name: String) throws(EvidenceError) -> SignedText {
    SignedText(
      octets: Array(try fields.text(name, atMost: SignedText.maximumOctets).utf8),
      signature: try fields.octets("\(name)_signature", count: 64))
  }

  private mutating func read(pem text: String) throws(EvidenceError) {
    let blocks = try X509Certificate.blocks(pem: text)
    guard !blocks.isEmpty else {
      throw .malformed("tdx.collateral", "a PEM text has no certificate and no revocation list")
    }
    let chain = try X509Certificate.all(pem: text)
    for block in blocks where block.label == "X509 CRL" {
      self.revocationLists.append(try RevocationList(der: block.octets))
    }
    guard let first = chain.first, !self.signingChains.contains(chain) else { return }
    // Intel's root alone and a platform's own chain come with every quote: they say nothing more here.
    if chain.count == 1, first.issuer == first.subject { return }
    if chain.count == 3, first.extensions.others[PCKExtension.identifier] != nil { return }
    guard chain.count == 2 else {
      throw EvidenceError(
        .badChain, "tdx.signing-count",
        "\(chain.count) certificates come with the collateral; they must be the one that signs it and the root's")
    }
    self.signingChains.append(chain)
  }
}
