import Loopback
import TLSKeys

/// An agent's key with its certificate, made here.
struct TestIdentity: Sendable {
  let key: PrivateKey
  let certificate: [UInt8]

  /// The pin that policies name.
  var pin: String { self.key.publicKey.digest.base64URL }

  init() throws {
    let issued = try TestCertificateAuthority().issue(["agent.test"], selfSigned: true)
    self.key = try PrivateKey(pem: issued.keyPEM)
    self.certificate = issued.der
  }
}
