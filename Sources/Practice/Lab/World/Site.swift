import Declarations
package import Loopback
package import TLSKeys

/// One HTTPS host: the certificate that it shows, and the key that its owner holds.
package struct Site: Sendable {
  package let host: LabHost
  /// What the web server shows.
  package var certificate: TestCertificate
  /// The owner's key with its certificate, as the owner's signing agent has them: those served, but where the host's name
  /// was taken over.
  package var owned: TestCertificate

  package init(_ host: LabHost, from authority: TestCertificateAuthority) throws {
    self.host = host
    self.owned = try authority.issue([host.name], key: TestKey(host.keyKind))
    self.certificate = host == .takenOver ? try authority.issue([host.name]) : self.owned
  }

  /// The owner's key.
  package func key() throws -> PrivateKey { try PrivateKey(pem: self.owned.keyPEM) }
}
