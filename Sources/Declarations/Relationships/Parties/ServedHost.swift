package import Declarations
package import TLSKeys

/// A host this agent speaks for.
package struct ServedHost: Sendable {
  package let name: HostName
  package let signer: any HostSigner
  /// The key of the certificate the web server shows, where the file names it.
  package let certificateKey: KeyDigest?
  /// When that certificate ends, Unix seconds.
  package let certificateExpires: Int64?

  package init(
    name: HostName, signer: any HostSigner, certificateKey: KeyDigest? = nil, certificateExpires: Int64? = nil
  ) {
    self.name = name
    self.signer = signer
    self.certificateKey = certificateKey
    self.certificateExpires = certificateExpires
  }

  /// The one key that speaks for the host: that of its certificate, or else the only one the signing agent holds.
  func key() async throws(StepFailure) -> HostKey {
    let keys = try await self.signer.keys(of: self.name)
    if let wanted = self.certificateKey {
      guard let found = keys.first(where: { $0.key.digest == wanted }) else {
        throw .refused(
          "keyNotHeld", "the signing agent does not hold the key of \(self.name)'s certificate (\(wanted.base64URL))",
          next: "Put the certificate's key into the signing agent's directory")
      }
      return HostKey(
        key: found.key,
        certificateExpires: [found.certificateExpires, self.certificateExpires].compactMap(\.self).min())
    }
    guard let only = keys.first else {
      throw .refused(
        "keyNotHeld", "the signing agent holds no key of \(self.name)",
        next: "Put the key and its certificate into the signing agent's directory")
    }
    guard keys.count == 1 else {
      throw .refused(
        "keyNotChosen", "the signing agent holds \(keys.count) keys of \(self.name)",
        next: "Name the host's certificate in warifud.yaml")
    }
    return only
  }
}
