import Attestation
import Testing

@testable import Attesters

/// A TDX quote or its collateral with one thing wrong, signed again, and the check that must find it.
struct TDXNegative: Sendable, CustomTestStringConvertible {
  /// What is made up, before it is signed.
  struct Parts: Sendable {
    let authority: SimulatedTDXAuthority
    let platform: TDXPlatform
    var quote: TDXQuotePlan
    var collateral: TDXCollateralPlan
    /// Whether there is any.
    var hasCollateral = true
    /// Text of TCB Info and of QE Identity to be replaced.
    var tcbInfoText: (String, String)?
    var qeIdentityText: (String, String)?
    /// Of TCB Info, QE Identity, signing chain, root's and platform's list: which are left out.
    var withoutPieces: Set<Int> = []
    /// In place of all pieces.
    var pieces: [[UInt8]]?
  }

  let kind: EvidenceError.Kind
  let check: String
  let what: String
  let authority: @Sendable (inout SimulatedTDXAuthority.Plan) -> Void
  let pck: @Sendable (inout CertificatePlan, inout PCKExtensionPlan) -> Void
  let parts: @Sendable (inout Parts) throws -> Void
  /// Changes the quote once it is signed.
  let octets: @Sendable (inout [UInt8]) -> Void
  let isTrusted: Bool
  /// Whether the collateral comes as one JSON object, in which TCB Info and QE Identity are text.
  let asOneText: Bool

  init(
    _ kind: EvidenceError.Kind, _ check: String, _ what: String,
    authority: @escaping @Sendable (inout SimulatedTDXAuthority.Plan) -> Void = { _ in },
    pck: @escaping @Sendable (inout CertificatePlan, inout PCKExtensionPlan) -> Void = { _, _ in },
    parts: @escaping @Sendable (inout Parts) throws -> Void = { _ in },
    octets: @escaping @Sendable (inout [UInt8]) -> Void = { _ in }, isTrusted: Bool = true, asOneText: Bool = false
  ) {
    self.kind = kind
    self.check = check
    self.what = what
    self.authority = authority
    self.pck = pck
    self.parts = parts
    self.octets = octets
    self.isTrusted = isTrusted
    self.asOneText = asOneText
  }

  var testDescription: String { "\(self.what): \(self.check)" }

  /// Makes it and has it verified.
  func verified() throws -> Result<VerifiedEvidence, EvidenceError> {
    let authority = try SimulatedTDXAuthority(now: Simulated.now, adjust: self.authority)
    let platform = try authority.platform(now: Simulated.now, adjust: self.pck)
    let body = TDXBodyPlan(
      mrTD: Simulated.measurement, rtmrs: (0..<4).map { [UInt8](repeating: $0, count: 48) }, reportData: [UInt8](1...64)
    )
    var parts = Parts(
      authority: authority, platform: platform,
      quote: TDXQuotePlan(platform: platform, authority: authority, body: body),
      collateral: try TDXCollateralPlan(authority, now: Simulated.now))
    try self.parts(&parts)
    if let (old, new) = parts.tcbInfoText {
      parts.collateral.tcbInfo.text = try Self.replaced(parts.collateral.tcbInfo.json, old, new)
    }
    if let (old, new) = parts.qeIdentityText {
      parts.collateral.qeIdentity.text = try Self.replaced(parts.collateral.qeIdentity.json, old, new)
    }
    var octets = try parts.quote.octets(platform)
    self.octets(&octets)
    let collateral = try parts.collateral.signed(by: authority)
    let separate = [
      Array(collateral.tcbInfoFile.utf8), Array(collateral.qeIdentityFile.utf8), Array(collateral.signingChain.utf8),
      collateral.rootList, collateral.platformList,
    ]
    let left = separate.enumerated().filter { !parts.withoutPieces.contains($0.offset) }.map(\.element)
    let pieces = parts.pieces ?? (self.asOneText ? [Array(collateral.json.utf8)] : left)
    let roots = TrustedRoots(simulated: self.isTrusted ? [authority.rootDigest] : [])
    let hasCollateral = parts.hasCollateral
    return Result { () throws(EvidenceError) in
      let given = hasCollateral ? try TDXCollateral(pieces) : nil
      return try TDXVerifier(roots: roots).verify(octets, collateral: given, now: Simulated.now)
    }
  }

  private static func replaced(_ text: String, _ old: String, _ new: String) throws -> String {
    try #require(text.contains(old), "nothing to replace")
    return text.replacing(old, with: new)
  }
}
