import Crypto
import Foundation

/// Makes certificates and revocation lists as Intel does.
enum TDXPKI {
  struct Certificate {
    var subject: String
    var issuer: String
    var serial = 7
    var notBefore: Int64 = 1_700_000_000
    var notAfter: Int64 = 2_000_000_000
    var key: [UInt8]
    var isCA = false
    var pathLength: Int?
    /// Whether a CA may sign revocation lists.
    var signsLists = true
    var extensions: [[UInt8]] = []

    init(subject: String, issuer: String, key: P256.Signing.PublicKey, isCA: Bool = false, pathLength: Int? = nil) {
      self.subject = subject
      self.issuer = issuer
      self.key = Array(key.derRepresentation)
      self.isCA = isCA
      self.pathLength = pathLength
    }

    func der(by signer: P256.Signing.PrivateKey) throws -> [UInt8] {
      // A CA signs certificates and lists, the others sign data.
      let caUsage = self.signsLists ? TDXDER.bits([0x06], unused: 1) : TDXDER.bits([0x04], unused: 2)
      let usage = self.isCA ? caUsage : TDXDER.bits([0xC0], unused: 6)
      let constraints = TDXDER.sequence(
        self.isCA ? TDXDER.wrapped(0x01, [0xFF]) : [], self.pathLength.map { TDXDER.integer($0) } ?? [])
      let extensions =
        [
          TDXPKI.extensionDER([2, 5, 29, 15], isCritical: true, usage),
          TDXPKI.extensionDER([2, 5, 29, 19], isCritical: true, constraints),
        ] + self.extensions
      return try TDXDER.signed(
        TDXDER.sequence(
          TDXDER.wrapped(0xA0, TDXDER.integer(2)), TDXDER.integer(self.serial), TDXDER.ecdsaWithSHA256,
          TDXDER.name(self.issuer), TDXDER.sequence(TDXDER.time(self.notBefore), TDXDER.time(self.notAfter)),
          TDXDER.name(self.subject), self.key, TDXDER.wrapped(0xA3, TDXDER.sequence(extensions.flatMap(\.self)))),
        by: signer)
    }
  }

  struct List {
    var issuer: String
    var thisUpdate: Int64 = 1_790_000_000
    var nextUpdate: Int64 = 1_792_000_000
    var revoked: [Int] = []

    func der(by signer: P256.Signing.PrivateKey) throws -> [UInt8] {
      let entries = self.revoked.map { TDXDER.sequence(TDXDER.integer($0), TDXDER.time(self.thisUpdate)) }
      return try TDXDER.signed(
        TDXDER.sequence(
          TDXDER.integer(1), TDXDER.ecdsaWithSHA256, TDXDER.name(self.issuer), TDXDER.time(self.thisUpdate),
          TDXDER.time(self.nextUpdate), entries.isEmpty ? [] : TDXDER.sequence(entries.flatMap(\.self))),
        by: signer)
    }
  }

  static func extensionDER(_ id: [UInt], isCritical: Bool = false, _ value: [UInt8]) -> [UInt8] {
    TDXDER.sequence(
      TDXDER.oid(id), isCritical ? TDXDER.wrapped(0x01, [0xFF]) : [], TDXDER.wrapped(0x04, value))
  }

  static func pem(_ certificates: [[UInt8]]) -> String {
    certificates.map {
      "-----BEGIN CERTIFICATE-----\n"
        + Data($0).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        + "\n-----END CERTIFICATE-----\n"
    }.joined()
  }
}
