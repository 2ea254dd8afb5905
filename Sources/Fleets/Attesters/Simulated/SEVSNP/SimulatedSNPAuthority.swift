import Crypto

/// A made-up AMD: its root key's certificate (ARK) of one product line, and the CA below it (ASK, or ASVK for VLEKs).
package struct SimulatedSNPAuthority: Sendable {
  package let product: SimulatedProduct
  package let kind: VEKKind
  /// DER.
  package let ark: [UInt8]
  package let ask: [UInt8]
  /// SHA-256 of the ARK's SubjectPublicKeyInfo: what a policy names to trust it.
  package let rootDigest: [UInt8]
  private let root: SimulatedIssuer
  private let issuer: SimulatedIssuer
  private let askSerial: [UInt8]

  private static let year: Int64 = 365 * 86_400

  /// - Parameters:
  ///   - now: Unix seconds. Both CAs hold for 25 years from two years before.
  ///   - adjust: changes ARK and ASK before they are signed.
  package init(
    _ product: SimulatedProduct, _ kind: VEKKind = .vcek, keys: SimulatedSNPKeys, now: Int64,
    adjust: (_ ark: inout CertificatePlan, _ ask: inout CertificatePlan) -> Void = { _, _ in }
  ) throws(AttesterError) {
    let (from, to) = (now - 2 * Self.year, now + 23 * Self.year)
    var ark = CertificatePlan(
      ca: SimulatedName("ARK-\(product.rawValue)"), key: keys.ark, serial: [1, 0, 0], from: from, to: to,
      pathLength: nil, scheme: .rsaPSSSHA384)
    var ask = CertificatePlan(
      ca: SimulatedName(kind.caName(product)), key: keys.ask, serial: [1, 0, 1], from: from, to: to, pathLength: 0,
      scheme: .rsaPSSSHA384)
    ask.keyUsage = CertificatePlan.KeyUsage(bits: CertificatePlan.KeyUsage.keyCertSign)
    adjust(&ark, &ask)
    self.product = product
    self.kind = kind
    self.root = SimulatedIssuer(ark)
    self.issuer = SimulatedIssuer(ask)
    self.askSerial = ask.serial
    self.ark = try ark.der(by: nil)
    self.ask = try ask.der(by: self.root)
    self.rootDigest = Array(SHA256.hash(data: ark.key.spki))
  }

  /// Issues what signs the reports of one chip, or of one cloud. The serial is 0, as AMD's are.
  ///
  /// - Parameters:
  ///   - chipID: 64 octets; of a Turin all but the first eight are zero.
  ///   - adjust: changes the certificate and its extensions before it is signed.
  package func signer(
    chipID: [UInt8], tcb: SimulatedTCB, now: Int64,
    adjust: (_ certificate: inout CertificatePlan, _ extensions: inout VEKExtensionsPlan) -> Void = { _, _ in }
  ) throws(AttesterError) -> SNPSigner {
    var plan = CertificatePlan(
      leaf: SimulatedName(self.kind.leafName), key: .newP384(), serial: [0], from: now - 86_400,
      to: now + (self.kind == .vcek ? 7 : 1) * Self.year, scheme: .rsaPSSSHA384)
    var extensions = VEKExtensionsPlan(self.kind, self.product, chipID: chipID, tcb: tcb)
    adjust(&plan, &extensions)
    plan.otherExtensions += extensions.extensions
    return SNPSigner(
      key: plan.key, kind: self.kind, product: self.product, chipID: chipID, tcb: tcb,
      certificate: try plan.der(by: self.issuer))
  }

  /// The list of revoked CAs, which the ARK signs, for 30 days from yesterday.
  ///
  /// - Parameter isRevoked: whether the ASK stands on it.
  package func revocationList(
    now: Int64, isRevoked: Bool = false, adjust: (inout RevocationListPlan) -> Void = { _ in }
  ) throws(AttesterError) -> [UInt8] {
    var plan = RevocationListPlan(from: now - 86_400, to: now + 29 * 86_400, scheme: .rsaPSSSHA384)
    if isRevoked { plan.serials = [self.askSerial] }
    adjust(&plan)
    return try plan.der(by: self.root)
  }
}
