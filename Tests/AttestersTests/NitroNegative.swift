import Attestation
import Testing

@testable import Attesters

/// A Nitro document with one thing wrong, signed again, and the check that must find it.
struct NitroNegative: Sendable, CustomTestStringConvertible {
  let kind: EvidenceError.Kind
  let check: String
  let what: String
  var cas: @Sendable (inout [CertificatePlan]) -> Void = { _ in }
  var leaf: @Sendable (inout CertificatePlan) -> Void = { _ in }
  var document: @Sendable (inout NitroDocumentPlan) -> Void = { _ in }
  /// Changes the document once it is signed.
  var octets: @Sendable (inout [UInt8]) -> Void = { _ in }
  /// Who signs it in place of the leaf's key.
  var signer: SimulatedKey?
  /// Seconds after it was made at which it is verified.
  var later: Int64 = 0
  var isTrusted = true

  init(
    _ kind: EvidenceError.Kind, _ check: String, _ what: String,
    cas: @escaping @Sendable (inout [CertificatePlan]) -> Void = { _ in },
    leaf: @escaping @Sendable (inout CertificatePlan) -> Void = { _ in },
    document: @escaping @Sendable (inout NitroDocumentPlan) -> Void = { _ in },
    octets: @escaping @Sendable (inout [UInt8]) -> Void = { _ in }, signer: SimulatedKey? = nil, later: Int64 = 0,
    isTrusted: Bool = true
  ) {
    self.kind = kind
    self.check = check
    self.what = what
    self.cas = cas
    self.leaf = leaf
    self.document = document
    self.octets = octets
    self.signer = signer
    self.later = later
    self.isTrusted = isTrusted
  }

  var testDescription: String { "\(self.what): \(self.check)" }

  /// The document, and the digest of the root above it.
  func made() throws -> (octets: [UInt8], root: [UInt8]) {
    let authority = try SimulatedNitroAuthority(now: Simulated.now, adjust: self.cas)
    let signer = try authority.signer(now: Simulated.now, adjust: self.leaf)
    var plan = NitroDocumentPlan(
      signer: signer, milliseconds: UInt64(Simulated.now) * 1_000,
      pcrs: (0..<16).map { ($0, $0 < 5 ? Simulated.measurement : [UInt8](repeating: 0, count: 48)) },
      userData: [1, 2, 3], nonce: [4, 5])
    self.document(&plan)
    var octets = try plan.octets(signedBy: self.signer ?? signer.key)
    self.octets(&octets)
    return (octets, authority.rootDigest)
  }

  /// Makes it and has it verified.
  func verified() throws -> Result<VerifiedEvidence, EvidenceError> {
    let (octets, root) = try self.made()
    let verifier = NitroVerifier(roots: TrustedRoots(simulated: self.isTrusted ? [root] : []), cache: PathCache())
    return Result { () throws(EvidenceError) in try verifier.verify(octets, now: Simulated.now + self.later) }
  }
}
