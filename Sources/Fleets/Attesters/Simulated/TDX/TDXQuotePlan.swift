import Attestation
import Crypto

/// An Intel TDX quote of version 4 or 5 before it is signed. Every field can be made wrong.
package struct TDXQuotePlan: Sendable {
  package var version: UInt16 = 4
  /// ECDSA on P-256.
  package var keyType: UInt16 = 2
  package var teeType: UInt32 = 0x81
  package var reserved: [UInt8] = [0, 0, 0, 0]
  package var vendorID: [UInt8] = [
    0x93, 0x9A, 0x72, 0x33, 0xF7, 0x9C, 0x4C, 0xA9, 0x94, 0x0A, 0x0D, 0xB3, 0x95, 0x7F, 0x06, 0x07,
  ]
  package var userData = [UInt8](repeating: 0, count: 20)
  /// Version 5: 2 for a body of TDX 1.0, 3 for one of 1.5.
  package var bodyType: UInt16 = 3
  /// In place of the right size.
  package var bodySize: UInt32?
  package var body: TDXBodyPlan
  package var qeReport = QEReportPlan()
  package var authenticationData: [UInt8] = (0..<32).map { $0 }
  /// What certifies the attestation key: 6, a QE report; and that in turn: 5, a PCK chain.
  package var qeCertificationType: UInt16 = 6
  package var pckCertificationType: UInt16 = 5
  /// Leaf first, in DER.
  package var chain: [[UInt8]]
  /// In place of the PEM text of the chain with its NUL.
  package var chainText: [UInt8]?
  /// Added to lengths that the quote says of itself.
  package var signatureLengthError: Int64 = 0
  package var authenticationLengthError: Int64 = 0
  package var certificationLengthError: Int64 = 0
  package var chainLengthError: Int64 = 0
  package var signatureFault: SignatureFault?
  package var qeSignatureFault: SignatureFault?
  /// In place of the attestation key's point, x ‖ y.
  package var attestationPoint: [UInt8]?
  /// Who signs the quote in place of the attestation key.
  package var signer: SimulatedKey?
  /// Who signs the QE's report in place of the PCK.
  package var qeSigner: SimulatedKey?
  /// Octets after the quote.
  package var trailing: [UInt8] = []

  init(platform: TDXPlatform, authority: SimulatedTDXAuthority, body: TDXBodyPlan) {
    self.body = body
    self.chain = [platform.certificate, authority.platformCA, authority.root]
  }

  package func octets(_ platform: TDXPlatform) throws(AttesterError) -> [UInt8] {
    let signed = self.signedOctets
    let raw = try (self.signer ?? platform.attestationKey).rawSignature(signed)
    let signature =
      try (self.signatureFault?.applied(to: raw) ?? raw) + self.point(platform) + self.certification(platform)
    return signed + Self.size(signature, self.signatureLengthError) + signature + self.trailing
  }

  private func point(_ platform: TDXPlatform) -> [UInt8] { self.attestationPoint ?? platform.attestationKey.point }

  private var signedOctets: [UInt8] {
    let header =
      FixedLayout.octets(self.version) + FixedLayout.octets(self.keyType) + FixedLayout.octets(self.teeType)
      + self.reserved + self.vendorID + self.userData
    guard self.version >= 5 else { return header + self.body.octets(isExtended: false) }
    let body = self.body.octets(isExtended: self.bodyType == 3)
    return header + FixedLayout.octets(self.bodyType) + FixedLayout.octets(self.bodySize ?? UInt32(body.count)) + body
  }

  /// The QE's report with what certifies it.
  private func certification(_ platform: TDXPlatform) throws(AttesterError) -> [UInt8] {
    let digest = Array(SHA256.hash(data: self.point(platform) + self.authenticationData))
    let report = self.qeReport.octets(keyDigest: digest)
    let raw = try (self.qeSigner ?? platform.key).rawSignature(report)
    let chain = self.chainText ?? Array(CertificatePEM.text(self.chain).utf8) + [0]
    let count = UInt16(truncatingIfNeeded: Int64(self.authenticationData.count) + self.authenticationLengthError)
    let inner =
      report + (self.qeSignatureFault?.applied(to: raw) ?? raw) + FixedLayout.octets(count) + self.authenticationData
      + FixedLayout.octets(self.pckCertificationType) + Self.size(chain, self.chainLengthError) + chain
    return FixedLayout.octets(self.qeCertificationType) + Self.size(inner, self.certificationLengthError) + inner
  }

  private static func size(_ octets: [UInt8], _ error: Int64) -> [UInt8] {
    FixedLayout.octets(UInt32(truncatingIfNeeded: Int64(octets.count) + error))
  }
}
