import Attestation
import Testing

@testable import Attesters

/// A SEV-SNP report or its endorsements with one thing wrong, signed again, and the check that must find it.
struct SNPNegative: Sendable, CustomTestStringConvertible {
  /// What the verifier is given beside the report.
  struct Given: Sendable {
    var hasVEK = true
    var hasASK = true
    var hasARK = true
    /// How often the ARK comes.
    var arks = 1
    /// The revocation list; none by default.
    var list: [UInt8]?
  }

  let kind: EvidenceError.Kind
  let check: String
  let what: String
  let product: SimulatedProduct
  let vekKind: VEKKind
  let cas: @Sendable (inout CertificatePlan, inout CertificatePlan) -> Void
  let vek: @Sendable (inout CertificatePlan, inout VEKExtensionsPlan) -> Void
  let report: @Sendable (inout SNPReportPlan) -> Void
  /// Changes the report once it is signed.
  let octets: @Sendable (inout [UInt8]) -> Void
  let given: @Sendable (inout Given, SimulatedSNPAuthority) throws -> Void
  let signer: SimulatedKey?
  let isTrusted: Bool

  init(
    _ kind: EvidenceError.Kind, _ check: String, _ what: String, _ product: SimulatedProduct = .milan,
    _ vekKind: VEKKind = .vcek,
    cas: @escaping @Sendable (inout CertificatePlan, inout CertificatePlan) -> Void = { _, _ in },
    vek: @escaping @Sendable (inout CertificatePlan, inout VEKExtensionsPlan) -> Void = { _, _ in },
    report: @escaping @Sendable (inout SNPReportPlan) -> Void = { _ in },
    octets: @escaping @Sendable (inout [UInt8]) -> Void = { _ in },
    given: @escaping @Sendable (inout Given, SimulatedSNPAuthority) throws -> Void = { _, _ in },
    signer: SimulatedKey? = nil, isTrusted: Bool = true
  ) {
    self.kind = kind
    self.check = check
    self.what = what
    self.product = product
    self.vekKind = vekKind
    self.cas = cas
    self.vek = vek
    self.report = report
    self.octets = octets
    self.given = given
    self.signer = signer
    self.isTrusted = isTrusted
  }

  var testDescription: String { "\(self.what): \(self.check)" }

  /// Makes it and has it verified.
  func verified() throws -> Result<VerifiedEvidence, EvidenceError> {
    let authority = try SimulatedSNPAuthority(
      self.product, self.vekKind, keys: try Simulated.snpKeys.get(), now: Simulated.now, adjust: self.cas)
    let chipID = self.product == .turin ? Simulated.turinChipID : Simulated.chipID
    let signer = try authority.signer(chipID: chipID, tcb: SimulatedTCB(), now: Simulated.now, adjust: self.vek)
    var plan = SNPReportPlan(
      signer: signer, reportData: [UInt8](1...64), measurement: Simulated.measurement)
    self.report(&plan)
    var octets = try plan.octets(signedBy: self.signer ?? signer.key)
    self.octets(&octets)
    var given = Given()
    try self.given(&given, authority)
    let roots = TrustedRoots(simulated: self.isTrusted ? [authority.rootDigest] : [])
    return Result { () throws(EvidenceError) in
      var certificates: [X509Certificate] = []
      if given.hasVEK { certificates.append(try X509Certificate(der: signer.certificate)) }
      if given.hasASK { certificates.append(try X509Certificate(der: authority.ask)) }
      if given.hasARK {
        let ark = try X509Certificate(der: authority.ark)
        certificates += [X509Certificate](repeating: ark, count: given.arks)
      }
      var lists: [RevocationList] = []
      if let list = given.list { lists.append(try RevocationList(der: list)) }
      let endorsements = try SNPEndorsements(certificates: certificates, revocationLists: lists)
      return try SNPVerifier(roots: roots).verify(octets, endorsements: endorsements, now: Simulated.now)
    }
  }
}
