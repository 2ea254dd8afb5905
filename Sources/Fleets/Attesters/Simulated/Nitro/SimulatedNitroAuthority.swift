import Crypto

/// A made-up root of Nitro enclaves with the CAs below it: of a region, a zone and an instance, as AWS has them.
package struct SimulatedNitroAuthority: Sendable {
  /// The CAs in DER, root first.
  package let cabundle: [[UInt8]]
  /// SHA-256 of the root's DER: what a policy names to trust it.
  package let rootDigest: [UInt8]
  private let issuer: SimulatedIssuer

  private static let day: Int64 = 86_400

  /// - Parameters:
  ///   - now: Unix seconds. The root holds for 30 years from two years before, the others for 20 days, a week and a day.
  ///   - adjust: changes the CAs, root first, before they are signed.
  package init(
    now: Int64, adjust: (inout [CertificatePlan]) -> Void = { _ in }
  ) throws(AttesterError) {
    var plans = [
      Self.ca("simulated.nitro-enclaves", 1, from: now - 730 * Self.day, days: 30 * 365, pathLength: nil),
      Self.ca("region.simulated.nitro-enclaves", 2, from: now - Self.day, days: 20, pathLength: 2),
      Self.ca("zone.region.simulated.nitro-enclaves", 3, from: now - Self.day, days: 7, pathLength: 1),
      Self.ca("i-0123456789abcdef0.simulated.nitro-enclaves", 4, from: now - 3_600, days: 1, pathLength: 0),
    ]
    adjust(&plans)
    var above: SimulatedIssuer?
    var cabundle: [[UInt8]] = []
    for plan in plans {
      cabundle.append(try plan.der(by: above))
      above = SimulatedIssuer(plan)
    }
    guard let issuer = above else { throw AttesterError(.badRequest, "a chain needs a root") }
    self.cabundle = cabundle
    self.rootDigest = Array(SHA256.hash(data: cabundle[0]))
    self.issuer = issuer
  }

  /// Issues what one enclave signs with, for three hours.
  ///
  /// - Parameter adjust: changes the certificate before it is signed.
  package func signer(
    now: Int64, adjust: (inout CertificatePlan) -> Void = { _ in }
  ) throws(AttesterError) -> NitroSigner {
    var plan = CertificatePlan(
      leaf: SimulatedName("i-0123456789abcdef0-enc0123456789abcdef.simulated.nitro-enclaves"), key: .newP384(),
      serial: (0..<16).map { _ in UInt8.random(in: 1...0x7F) }, from: now - 3, to: now + 3 * 3_600, scheme: .ecdsaSHA384
    )
    plan.basicConstraints = CertificatePlan.BasicConstraints(isCA: false)
    plan.keyUsage = CertificatePlan.KeyUsage(bits: CertificatePlan.KeyUsage.digitalSignature, isCritical: false)
    adjust(&plan)
    return NitroSigner(key: plan.key, certificate: try plan.der(by: self.issuer), cabundle: self.cabundle)
  }

  private static func ca(
    _ name: String, _ serial: UInt8, from notBefore: Int64, days: Int64, pathLength: UInt64?
  ) -> CertificatePlan {
    CertificatePlan(
      ca: SimulatedName(name), key: .newP384(), serial: [serial], from: notBefore, to: notBefore + days * Self.day,
      pathLength: pathLength, scheme: .ecdsaSHA384)
  }
}
