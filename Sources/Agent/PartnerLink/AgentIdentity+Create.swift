import Crypto
import Foundation
import Secrets
import SwiftASN1
import TLSKeys
import X509

extension AgentIdentity {
  /// Makes a P-256 key and a self-signed certificate for it in `folder`, which is created with mode 0700 where it is
  /// missing. Existing files are never overwritten.
  ///
  /// - Parameters:
  ///   - name: what people read in the certificate; it decides nothing.
  ///   - days: how long the certificate is valid, 1 to 3650.
  ///   - now: Unix seconds. The certificate is valid from an hour before, since partners' clocks differ.
  package static func create(
    in folder: String, name: String, days: Int = 3650, now: Int64
  ) throws(AgentIdentityError) -> AgentIdentity {
    guard (1...3650).contains(days) else { throw .validityOutOfRange(days: days) }
    let certificatePath = "\(folder)/\(self.certificateFile)"
    let keyPath = "\(folder)/\(self.keyFile)"
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unreadable(path: folder, reason: "the folder cannot be created: \(error.localizedDescription)")
    }
    guard !FileManager.default.fileExists(atPath: certificatePath) else {
      throw .file(SecretFileError(path: certificatePath, kind: .exists))
    }

    let keyPEM: String
    let certificatePEM: String
    do {
      let key = try PrivateKey.generate(.p256)
      keyPEM = key.pkcs8PEM
      certificatePEM = try self.selfSigned(
        P256.Signing.PrivateKey(pemRepresentation: keyPEM), name: name, from: now - 3600, to: now + Int64(days) * 86_400
      )
    } catch {
      throw .unreadable(path: folder, reason: "no identity could be made: \(type(of: error))")
    }
    let identity = try self.init(
      certificatePEM: certificatePEM, keyPEM: keyPEM, certificatePath: certificatePath, keyPath: keyPath)
    do {
      try SecretFile.create(keyPath, content: Array(keyPEM.utf8))
    } catch {
      throw .file(error)
    }
    do {
      try SecretFile.create(certificatePath, content: Array(certificatePEM.utf8), mode: 0o644)
    } catch {
      unlink(keyPath)
      throw .file(error)
    }
    return identity
  }

  private static func selfSigned(
    _ key: P256.Signing.PrivateKey, name: String, from: Int64, to: Int64
  ) throws -> String {
    let subject = try DistinguishedName { CommonName(name) }
    let key = Certificate.PrivateKey(key)
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
      notValidBefore: Date(timeIntervalSince1970: Double(from)),
      notValidAfter: Date(timeIntervalSince1970: Double(to)),
      issuer: subject, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([.serverAuth, .clientAuth])
      },
      issuerPrivateKey: key)
    return try certificate.serializeAsPEM().pemString + "\n"
  }
}
