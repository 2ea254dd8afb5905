@testable import Attestation

/// A certificate that is right until a test changes something; then it is signed.
struct CertificateDraft {
  var subject: String
  var issuer: String
  var key: HandKey
  var version: [UInt8] = HandDER.explicit(0, HandDER.integer(2))
  var serial = HandDER.integer(1)
  /// 1 January 2026 to 1 January 2027, 1767225600 to 1798761600.
  var notBefore = HandDER.utcTime("260101000000Z")
  var notAfter = HandDER.utcTime("270101000000Z")
  /// Each a whole Extension; no field at all if nil.
  var extensions: [[UInt8]]?
  /// In the place of the signer's algorithm, in both places or in the signed part only.
  var algorithm: [UInt8]?
  var innerAlgorithm: [UInt8]?

  static func ca(_ name: String, by issuer: String, key: HandKey, pathLength: UInt64? = nil) -> Self {
    Self(subject: name, issuer: issuer, key: key, extensions: [self.basicConstraints(pathLength), self.keyUsage(0x06)])
  }

  static func leaf(_ name: String, by issuer: String, key: HandKey) -> Self {
    Self(subject: name, issuer: issuer, key: key, extensions: [self.keyUsage(0x80)])
  }

  static func basicConstraints(_ pathLength: UInt64? = nil, isCA: Bool = true) -> [UInt8] {
    self.extension(
      [2, 5, 29, 19], isCritical: true,
      HandDER.sequence(isCA ? HandDER.true_ : [], pathLength.map(HandDER.integer) ?? []))
  }

  static func keyUsage(_ bits: UInt8) -> [UInt8] {
    self.extension([2, 5, 29, 15], isCritical: true, HandDER.bits([bits], unused: 0))
  }

  static func `extension`(_ id: [UInt64], isCritical: Bool = false, _ value: [UInt8]) -> [UInt8] {
    HandDER.sequence(HandDER.oid(id), isCritical ? HandDER.true_ : [], HandDER.octets(value))
  }

  func der(signedBy signer: HandKey) throws -> [UInt8] {
    let algorithm = self.algorithm ?? signer.algorithm
    let extensions = self.extensions.map { HandDER.explicit(3, HandDER.tlv(0x30, $0.flatMap(\.self))) } ?? []
    let signed = HandDER.sequence(
      self.version, self.serial, self.innerAlgorithm ?? algorithm, HandDER.name(self.issuer),
      HandDER.sequence(self.notBefore, self.notAfter), HandDER.name(self.subject), self.key.spki, extensions)
    return HandDER.sequence(signed, algorithm, HandDER.bits(try signer.sign(signed)))
  }

  func certificate(signedBy signer: HandKey) throws -> X509Certificate {
    try X509Certificate(der: try self.der(signedBy: signer))
  }
}
