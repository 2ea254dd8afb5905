import SwiftASN1
import X509

/// A certificate with its key, as a web server needs them.
package struct TestCertificate: Sendable {
  package let key: TestKey
  /// The certificate alone.
  package let der: [UInt8]
  /// The certificate as one PEM block, with a newline at its end. The root is not in it.
  package let certificatePEM: String
  /// The key as one PEM block, with a newline at its end.
  package let keyPEM: String

  init(_ certificate: Certificate, key: TestKey) throws {
    let document = try certificate.serializeAsPEM()
    self.key = key
    self.der = document.derBytes
    self.certificatePEM = document.pemString + "\n"
    self.keyPEM = try key.privateKey.serializeAsPEM().pemString + "\n"
  }

  /// Writes `<name>.pem` and, with mode 0600, `<name>-key.pem`; answers their paths.
  @discardableResult
  package func write(
    to folder: TemporaryFolder, name: String
  ) throws(FolderError) -> (certificate: String, key: String) {
    (
      try folder.write(self.certificatePEM, to: "\(name).pem"),
      try folder.write(self.keyPEM, to: "\(name)-key.pem", mode: 0o600)
    )
  }
}
