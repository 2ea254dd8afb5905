import Crypto
import Foundation
import SwiftASN1
import TLSKeys
import X509

/// A self-signed certificate of a P-256 key.
struct CertificateOfKey {
  let pem: String

  init(_ key: TLSKeys.PrivateKey, notAfter: Int64) throws {
    let key = Certificate.PrivateKey(try P256.Signing.PrivateKey(pemRepresentation: key.pkcs8PEM))
    let name = try DistinguishedName { CommonName("ec-1.test") }
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
      notValidBefore: Date(timeIntervalSince1970: Double(notAfter - 90 * 86_400)),
      notValidAfter: Date(timeIntervalSince1970: Double(notAfter)), issuer: name, subject: name,
      signatureAlgorithm: .ecdsaWithSHA256, extensions: Certificate.Extensions(), issuerPrivateKey: key)
    self.pem = try certificate.serializeAsPEM().pemString + "\n"
  }
}
