/// A certificate (RFC 5280 §4.1) before it is signed. Every field can be made wrong.
package struct CertificatePlan: Sendable {
  package struct BasicConstraints: Sendable, Hashable {
    package var isCA: Bool
    package var pathLength: UInt64?
    package var isCritical = true
  }

  package struct KeyUsage: Sendable, Hashable {
    /// The first octet of the BIT STRING.
    package var bits: UInt8
    package var isCritical = true

    package static let digitalSignature: UInt8 = 0x80
    package static let nonRepudiation: UInt8 = 0x40
    package static let keyCertSign: UInt8 = 0x04
    package static let cRLSign: UInt8 = 0x02
  }

  package struct Extension: Sendable, Hashable {
    package var identifier: [UInt64]
    package var isCritical: Bool
    /// What the OCTET STRING contains.
    package var value: [UInt8]
  }

  /// Most significant octet first.
  package var serial: [UInt8]
  package var subject: SimulatedName
  /// The name in the issuer's field; that of whoever signs by default.
  package var issuer: SimulatedName?
  /// Unix seconds, both included.
  package var notBefore: Int64
  package var notAfter: Int64
  package var key: SimulatedKey
  /// In place of the key's own.
  package var spki: [UInt8]?
  package var basicConstraints: BasicConstraints?
  package var keyUsage: KeyUsage?
  package var otherExtensions: [Extension] = []
  package var scheme: SimulatedScheme
  /// In place of the scheme's own AlgorithmIdentifier.
  package var algorithmIdentifier: [UInt8]?
  /// Who signs in place of the issuer.
  package var signer: SimulatedKey?
  /// Whether a bit of the signature is turned over.
  package var isDamaged = false

  /// A CA.
  init(
    ca subject: SimulatedName, key: SimulatedKey, serial: [UInt8], from notBefore: Int64, to notAfter: Int64,
    pathLength: UInt64?, scheme: SimulatedScheme
  ) {
    self.serial = serial
    self.subject = subject
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.key = key
    self.basicConstraints = BasicConstraints(isCA: true, pathLength: pathLength)
    self.keyUsage = KeyUsage(bits: KeyUsage.keyCertSign | KeyUsage.cRLSign)
    self.scheme = scheme
  }

  /// One that signs evidence or collateral.
  init(
    leaf subject: SimulatedName, key: SimulatedKey, serial: [UInt8], from notBefore: Int64, to notAfter: Int64,
    scheme: SimulatedScheme
  ) {
    self.serial = serial
    self.subject = subject
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.key = key
    self.scheme = scheme
  }

  /// The DER, signed by an issuer; nil signs with the certificate's own key.
  package func der(by issuer: SimulatedIssuer?) throws(AttesterError) -> [UInt8] {
    let algorithm = self.algorithmIdentifier ?? self.scheme.identifier
    let signed = DERWriter.sequence(
      DERWriter.tagged(0, DERWriter.integer(2)), DERWriter.integer(octets: self.serial), algorithm,
      (self.issuer ?? issuer?.name ?? self.subject).der,
      DERWriter.sequence(DERWriter.time(self.notBefore), DERWriter.time(self.notAfter)), self.subject.der,
      self.spki ?? self.key.spki, self.extensions)
    var signature = try (self.signer ?? issuer?.key ?? self.key).signature(signed, by: self.scheme)
    if self.isDamaged { signature[signature.count - 1] ^= 1 }
    return DERWriter.sequence(signed, algorithm, DERWriter.bitString(signature))
  }

  private var extensions: [UInt8] {
    var all: [Extension] = []
    if let usage = self.keyUsage {
      let unused = UInt8(usage.bits == 0 ? 7 : usage.bits.trailingZeroBitCount)
      all.append(
        Extension(
          identifier: [2, 5, 29, 15], isCritical: usage.isCritical,
          value: DERWriter.bitString([usage.bits], unused: unused)))
    }
    if let constraints = self.basicConstraints {
      let parts = [
        constraints.isCA ? DERWriter.boolean(true) : [], constraints.pathLength.map(DERWriter.integer) ?? [],
      ]
      all.append(
        Extension(
          identifier: [2, 5, 29, 19], isCritical: constraints.isCritical, value: DERWriter.sequence(of: parts)))
    }
    all += self.otherExtensions
    guard !all.isEmpty else { return [] }
    return DERWriter.tagged(3, DERWriter.sequence(of: all.map(\.der)))
  }
}

extension CertificatePlan.Extension {
  fileprivate var der: [UInt8] {
    DERWriter.sequence(
      DERWriter.identifier(self.identifier), self.isCritical ? DERWriter.boolean(true) : [],
      DERWriter.octetString(self.value))
  }
}
