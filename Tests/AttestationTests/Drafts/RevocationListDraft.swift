@testable import Attestation

/// A revocation list that is right until a test changes something; then it is signed.
struct RevocationListDraft {
  var issuer: String
  var version = HandDER.integer(1)
  /// 1 June to 1 July 2026, 1780272000 to 1782864000.
  var thisUpdate = HandDER.utcTime("260601000000Z")
  var nextUpdate = HandDER.utcTime("260701000000Z")
  /// Each a whole entry; no field at all if nil.
  var entries: [[UInt8]]?
  /// Each a whole Extension; no field at all if nil.
  var extensions: [[UInt8]]? = [CertificateDraft.extension([2, 5, 29, 20], HandDER.integer(7))]
  var innerAlgorithm: [UInt8]?

  static func entry(_ serial: UInt64, _ extensions: [UInt8]...) -> [UInt8] {
    HandDER.sequence(
      HandDER.integer(serial), HandDER.utcTime("260501000000Z"),
      extensions.isEmpty ? [] : HandDER.tlv(0x30, extensions.flatMap(\.self)))
  }

  func der(signedBy signer: HandKey) throws -> [UInt8] {
    let signed = HandDER.sequence(
      self.version, self.innerAlgorithm ?? signer.algorithm, HandDER.name(self.issuer), self.thisUpdate,
      self.nextUpdate,
      self.entries.map { HandDER.tlv(0x30, $0.flatMap(\.self)) } ?? [],
      self.extensions.map { HandDER.explicit(0, HandDER.tlv(0x30, $0.flatMap(\.self))) } ?? [])
    return HandDER.sequence(signed, signer.algorithm, HandDER.bits(try signer.sign(signed)))
  }

  func list(signedBy signer: HandKey) throws -> RevocationList {
    try RevocationList(der: try self.der(signedBy: signer))
  }
}
