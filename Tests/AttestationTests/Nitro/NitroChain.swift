import Crypto
import Foundation
import SwiftASN1
import TLSKeys
import X509

/// Made-up certificates from a root to an enclave, as AWS issues them: root, region, zone, instance, enclave.
struct NitroChain {
  /// Root first, the enclave's last.
  let certificates: [[UInt8]]
  /// The enclave's.
  let key: TLSKeys.PrivateKey

  /// What one certificate says.
  struct Link {
    var name: String
    var issuer: String?
    var isCA: Bool?
    var pathLength: Int?
    var usage: KeyUsage?
    var notBefore: Int64
    var notAfter: Int64
    var curve = TLSKeys.PrivateKey.Kind.p384
    var hasUnknownExtension = false
    /// Whether somebody else than the CA above signed it.
    var isForged = false
  }

  /// When everything holds.
  static let now: Int64 = 1_790_000_000

  static let links: [Link] = {
    let day: Int64 = 86_400
    func ca(_ name: String, _ pathLength: Int?, lives days: Int64) -> Link {
      Link(
        name: name, isCA: true, pathLength: pathLength, usage: KeyUsage(keyCertSign: true, cRLSign: true),
        notBefore: Self.now - day, notAfter: Self.now + days * day)
    }
    return [
      ca("root.test", nil, lives: 9_000), ca("region.test", 2, lives: 20), ca("zone.test", 1, lives: 6),
      ca("instance.test", 0, lives: 1),
      Link(
        name: "enclave.test", isCA: false, usage: KeyUsage(digitalSignature: true), notBefore: Self.now - 60,
        notAfter: Self.now + 10_800),
    ]
  }()

  init(_ links: [Link] = Self.links) throws {
    var certificates: [[UInt8]] = []
    var above: (name: String, key: Certificate.PrivateKey)?
    var last = try TLSKeys.PrivateKey.generate(.p384)
    for link in links {
      last = try TLSKeys.PrivateKey.generate(link.curve)
      let key = try Self.key(last, link.curve)
      let signer = link.isForged ? Certificate.PrivateKey(P384.Signing.PrivateKey()) : above?.key ?? key
      certificates.append(
        try Self.certificate(link, key.publicKey, issuer: link.issuer ?? above?.name ?? link.name, signer))
      above = (link.name, key)
    }
    self.certificates = certificates
    self.key = last
  }

  private static func key(_ key: TLSKeys.PrivateKey, _ curve: TLSKeys.PrivateKey.Kind) throws -> Certificate.PrivateKey
  {
    curve == .p384
      ? Certificate.PrivateKey(try P384.Signing.PrivateKey(pemRepresentation: key.pkcs8PEM))
      : Certificate.PrivateKey(try P256.Signing.PrivateKey(pemRepresentation: key.pkcs8PEM))
  }

  private static func certificate(
    _ link: Link, _ key: Certificate.PublicKey, issuer: String, _ signer: Certificate.PrivateKey
  ) throws -> [UInt8] {
    var extensions = Certificate.Extensions()
    if let isCA = link.isCA {
      let constraints =
        isCA ? BasicConstraints.isCertificateAuthority(maxPathLength: link.pathLength) : .notCertificateAuthority
      try extensions.append(Certificate.Extension(constraints, critical: true))
    }
    if let usage = link.usage { try extensions.append(Certificate.Extension(usage, critical: link.isCA == true)) }
    if link.hasUnknownExtension {
      try extensions.append(
        Certificate.Extension(oid: [1, 3, 6, 1, 4, 1, 32_473, 1], critical: true, value: [0x05, 0x00]))
    }
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key,
      notValidBefore: Date(timeIntervalSince1970: Double(link.notBefore)),
      notValidAfter: Date(timeIntervalSince1970: Double(link.notAfter)),
      issuer: try DistinguishedName { CommonName(issuer) }, subject: try DistinguishedName { CommonName(link.name) },
      signatureAlgorithm: .ecdsaWithSHA384, extensions: extensions, issuerPrivateKey: signer)
    return try certificate.serializeAsPEM().derBytes
  }
}
