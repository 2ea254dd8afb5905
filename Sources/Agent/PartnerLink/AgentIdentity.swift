import Foundation
import NIOSSL
import Secrets
package import TLSKeys

/// An organization's agent as its partners know it: a self-signed certificate and its private key, in the files
/// `agent.pem` and `agent.key` of one folder. Partners pin the SHA-256 of the key's SubjectPublicKeyInfo, so a new
/// certificate of the same key is the same identity.
package struct AgentIdentity: Sendable {
  package static let certificateFile = "agent.pem"
  package static let keyFile = "agent.key"

  package let certificate: LeafCertificate
  /// What is given to partners.
  package let certificatePEM: String
  let tlsCertificate: NIOSSLCertificate
  let tlsKey: NIOSSLPrivateKey

  /// SHA-256 of the SubjectPublicKeyInfo.
  package var pin: KeyDigest { self.certificate.digest }

  /// Reads the identity in `folder`.
  ///
  /// Refuses a key that others may read, a key of another kind than ECDSA P-256 or P-384, a certificate of another key,
  /// and one that is not valid at `now` (Unix seconds).
  package static func load(from folder: String, now: Int64) throws(AgentIdentityError) -> AgentIdentity {
    let certificatePath = "\(folder)/\(self.certificateFile)"
    let keyPath = "\(folder)/\(self.keyFile)"
    let keyPEM: String
    do {
      keyPEM = try SecretFile.readText(keyPath)
    } catch {
      throw .file(error)
    }
    let certificatePEM: String
    do {
      certificatePEM = try PartnerCertificate.readPEM(certificatePath)
    } catch {
      throw .unreadable(path: certificatePath, reason: error.reason)
    }
    let identity = try self.init(
      certificatePEM: certificatePEM, keyPEM: keyPEM, certificatePath: certificatePath, keyPath: keyPath)
    guard identity.certificate.notBefore <= now else {
      throw .notYetValid(path: certificatePath, from: identity.certificate.notBefore)
    }
    guard now <= identity.certificate.notAfter else {
      throw .expired(path: certificatePath, since: identity.certificate.notAfter)
    }
    return identity
  }

  init(
    certificatePEM: String, keyPEM: String, certificatePath: String, keyPath: String
  ) throws(AgentIdentityError) {
    let certificate: LeafCertificate
    do {
      certificate = try LeafCertificate(pem: certificatePEM)
    } catch {
      throw .unreadable(path: certificatePath, reason: "\(error)")
    }
    let key: PrivateKey
    do {
      key = try PrivateKey(pem: keyPEM)
    } catch .unsupported(let kind) {
      throw .weakKey(path: keyPath, kind: kind)
    } catch {
      throw .unreadable(path: keyPath, reason: "\(error)")
    }
    guard [.es256, .es384].contains(key.publicKey.algorithm) else {
      throw .weakKey(path: keyPath, kind: key.publicKey.algorithm == .ps256 ? "RSA" : "Ed25519")
    }
    guard key.publicKey.digest == certificate.digest else {
      throw .mismatch(certificate: certificatePath, key: keyPath)
    }
    do {
      self.tlsCertificate = try NIOSSLCertificate(bytes: certificate.der, format: .der)
      self.tlsKey = try NIOSSLPrivateKey(bytes: Array(key.pkcs8PEM.utf8), format: .pem)
    } catch {
      // Whatever the library says about a key stays here.
      throw .unreadable(path: keyPath, reason: "TLS cannot use this key and certificate")
    }
    self.certificate = certificate
    self.certificatePEM = certificatePEM
  }
}
