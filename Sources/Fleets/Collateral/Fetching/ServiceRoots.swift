import NIOSSL

/// Certificates that are trusted for TLS besides the system's: of a private cache of what vendors publish.
package struct ServiceRoots: Sendable {
  let certificates: [NIOSSLCertificate]

  package static let none = ServiceRoots(certificates: [])

  private init(certificates: [NIOSSLCertificate]) { self.certificates = certificates }

  /// nil unless the text holds certificates in PEM form.
  package init?(pem: [UInt8]) {
    guard let certificates = try? NIOSSLCertificate.fromPEMBytes(pem), !certificates.isEmpty else { return nil }
    self.certificates = certificates
  }
}
