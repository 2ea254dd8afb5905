import Crypto

/// A made-up Intel: the root, the CA of PCK certificates, and the certificate that signs TCB Info and QE Identity.
package struct SimulatedTDXAuthority: Sendable {
  /// DER.
  package let root: [UInt8]
  package let platformCA: [UInt8]
  package let tcbSigning: [UInt8]
  /// SHA-256 of the root's SubjectPublicKeyInfo: what a policy names to trust it.
  package let rootDigest: [UInt8]
  let rootIssuer: SimulatedIssuer
  let platformIssuer: SimulatedIssuer
  let signingKey: SimulatedKey
  private let platformSerial: [UInt8]
  private let signingSerial: [UInt8]

  /// The certificates before they are signed.
  package struct Plan: Sendable {
    package var root: CertificatePlan
    package var platformCA: CertificatePlan
    package var tcbSigning: CertificatePlan
  }

  /// - Parameters:
  ///   - now: Unix seconds. The certificates hold from a year before, for 30, 15 and 7 years.
  ///   - adjust: changes them before they are signed.
  package init(now: Int64, adjust: (inout Plan) -> Void = { _ in }) throws(AttesterError) {
    let year: Int64 = 365 * 86_400
    var plan = Plan(
      root: CertificatePlan(
        ca: SimulatedName("Simulated SGX Root CA"), key: .newP256(), serial: Self.serial(), from: now - year,
        to: now + 29 * year, pathLength: 1, scheme: .ecdsaSHA256),
      platformCA: CertificatePlan(
        ca: SimulatedName("Simulated SGX PCK Platform CA"), key: .newP256(), serial: Self.serial(), from: now - year,
        to: now + 14 * year, pathLength: 0, scheme: .ecdsaSHA256),
      tcbSigning: Self.leaf(
        SimulatedName("Simulated SGX TCB Signing"), serial: Self.serial(), from: now - year, to: now + 6 * year))
    adjust(&plan)
    self.rootIssuer = SimulatedIssuer(plan.root)
    self.platformIssuer = SimulatedIssuer(plan.platformCA)
    self.signingKey = plan.tcbSigning.key
    self.platformSerial = plan.platformCA.serial
    self.signingSerial = plan.tcbSigning.serial
    self.root = try plan.root.der(by: nil)
    self.platformCA = try plan.platformCA.der(by: self.rootIssuer)
    self.tcbSigning = try plan.tcbSigning.der(by: self.rootIssuer)
    self.rootDigest = Array(SHA256.hash(data: plan.root.key.spki))
  }

  /// Certifies the PCK of a platform.
  ///
  /// - Parameter adjust: changes the certificate and its extension before it is signed.
  package func platform(
    now: Int64,
    adjust: (_ certificate: inout CertificatePlan, _ extension: inout PCKExtensionPlan) -> Void = { _, _ in }
  ) throws(AttesterError) -> TDXPlatform {
    var plan = Self.leaf(
      SimulatedName("Simulated SGX PCK Certificate"), serial: Self.serial(), from: now - 86_400,
      to: now + 7 * 365 * 86_400)
    var pck = PCKExtensionPlan(
      components: [3, 3, 2, 2, 4, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0], pceSVN: 13, pceID: [0, 0],
      fmspc: [0x50, 0x80, 0x6F, 0, 0, 0])
    adjust(&plan, &pck)
    plan.otherExtensions.append(pck.certificateExtension)
    return TDXPlatform(
      key: plan.key, attestationKey: .newP256(), serial: plan.serial, certificate: try plan.der(by: self.platformIssuer)
    )
  }

  /// Which of the certificates stand on a revocation list of their issuer.
  package enum Revoked: Sendable, Hashable {
    case platformCA, tcbSigning
    case pck(serial: [UInt8])
  }

  /// The root's list, for a year from yesterday.
  package func rootList(
    now: Int64, revoked: Revoked? = nil, adjust: (inout RevocationListPlan) -> Void = { _ in }
  ) throws(AttesterError) -> [UInt8] {
    var plan = RevocationListPlan(from: now - 86_400, to: now + 364 * 86_400, scheme: .ecdsaSHA256)
    if revoked == .platformCA { plan.serials = [self.platformSerial] }
    if revoked == .tcbSigning { plan.serials = [self.signingSerial] }
    adjust(&plan)
    return try plan.der(by: self.rootIssuer)
  }

  /// The platform CA's list, for 30 days from yesterday.
  package func platformList(
    now: Int64, revoked: Revoked? = nil, adjust: (inout RevocationListPlan) -> Void = { _ in }
  ) throws(AttesterError) -> [UInt8] {
    var plan = RevocationListPlan(from: now - 86_400, to: now + 29 * 86_400, scheme: .ecdsaSHA256)
    if case .pck(let serial) = revoked { plan.serials = [serial] }
    adjust(&plan)
    return try plan.der(by: self.platformIssuer)
  }

  private static func leaf(
    _ name: SimulatedName, serial: [UInt8], from notBefore: Int64, to notAfter: Int64
  ) -> CertificatePlan {
    var plan = CertificatePlan(
      leaf: name, key: .newP256(), serial: serial, from: notBefore, to: notAfter, scheme: .ecdsaSHA256)
    plan.keyUsage = CertificatePlan.KeyUsage(
      bits: CertificatePlan.KeyUsage.digitalSignature | CertificatePlan.KeyUsage.nonRepudiation)
    plan.basicConstraints = CertificatePlan.BasicConstraints(isCA: false)
    return plan
  }

  private static func serial() -> [UInt8] { (0..<20).map { _ in UInt8.random(in: 1...0x7F) } }
}
