package import Foundation
import Crypto
import SwiftASN1
package import X509

#if canImport(Glibc)
import Glibc
#endif

/// A root of its own that issues certificates for tests and labs. Its key never leaves the process.
package struct TestCertificateAuthority: Sendable {
  /// The root as one PEM block, with a newline at its end: what a client is told to trust.
  package let rootPEM: String
  private let name: DistinguishedName
  private let key: Certificate.PrivateKey

  /// Makes a root that is valid for ten years around now.
  package init(name: String = "Warifu Test Root") throws {
    let name = try DistinguishedName { CommonName(name) }
    let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let root = try Certificate(
      version: .v3, serialNumber: .init(), publicKey: key.publicKey,
      notValidBefore: Date(timeIntervalSinceNow: -5 * 365 * 86_400),
      notValidAfter: Date(timeIntervalSinceNow: 5 * 365 * 86_400), issuer: name, subject: name,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(keyCertSign: true, cRLSign: true))
        SubjectKeyIdentifier(hash: key.publicKey)
      },
      issuerPrivateKey: key)
    self.name = name
    self.key = key
    self.rootPEM = try root.serializeAsPEM().pemString + "\n"
  }

  /// Issues a server's certificate.
  ///
  /// - Parameters:
  ///   - hosts: DNS names and IP literals, all in subjectAltName; without any there is no such extension.
  ///   - commonName: the name in the subject; the first host by default.
  ///   - key: the server's key; a new P-256 one by default.
  ///   - validity: its dates; from an hour ago for 30 days by default.
  ///   - selfSigned: sign with the server's own key instead of the root's.
  ///   - usages: what it may be used for; to be a server by default.
  package func issue(
    _ hosts: [String], commonName: String? = nil, key: TestKey? = nil, validity: ClosedRange<Date>? = nil,
    selfSigned: Bool = false, usages: [ExtendedKeyUsage.Usage] = [.serverAuth]
  ) throws -> TestCertificate {
    let key = try key ?? TestKey()
    let dates = validity ?? Date(timeIntervalSinceNow: -3600)...Date(timeIntervalSinceNow: 30 * 86_400)
    let subject = try DistinguishedName { CommonName(commonName ?? hosts.first ?? "nobody.invalid") }
    let certificate = try Certificate(
      version: .v3, serialNumber: .init(), publicKey: key.privateKey.publicKey, notValidBefore: dates.lowerBound,
      notValidAfter: dates.upperBound, issuer: selfSigned ? subject : self.name, subject: subject,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage(usages)
        if !hosts.isEmpty { SubjectAlternativeNames(hosts.map(Self.generalName)) }
      },
      issuerPrivateKey: selfSigned ? key.privateKey : self.key)
    return try TestCertificate(certificate, key: key)
  }

  /// Issues a certificate that ended yesterday.
  package func issueExpired(_ hosts: [String], key: TestKey? = nil) throws -> TestCertificate {
    try self.issue(
      hosts, key: key, validity: Date(timeIntervalSinceNow: -10 * 86_400)...Date(timeIntervalSinceNow: -86_400))
  }

  private static func generalName(_ host: String) -> GeneralName {
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var octets = [UInt8](repeating: 0, count: count)
      if inet_pton(family, host, &octets) == 1 { return .ipAddress(ASN1OctetString(contentBytes: octets[...])) }
    }
    return .dnsName(host)
  }
}
