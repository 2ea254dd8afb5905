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

  /// The keys to declare: what the signing agents hold, or the one of the named certificate, as `choice` changes it.
  /// A key whose certificate has ended counts only while there is no other.
  ///
  /// - Returns: 1 to 16, in ascending order of their digests.
  package func keys(_ choice: HostKeyChoice = HostKeyChoice(), now: Int64) async throws(StepFailure) -> [HostKey] {
    let held = try await self.signer.keys(of: self.name)
    if let wanted = self.certificateKey, !choice.retired.contains(wanted),
      !held.contains(where: { $0.key.digest == wanted })
    {
      throw .refused(
        "keyNotHeld", "the signing agent does not hold the key of \(self.name)'s certificate (\(wanted.base64URL))",
        next: "Put the certificate's key into the signing agent's directory")
    }
    let declared = held.filter { key in
      choice.declares(key.key.digest, isUsual: self.certificateKey.map { $0 == key.key.digest } ?? true)
    }.map { key in
      key.key.digest == self.certificateKey
        ? HostKey(
          key: key.key,
          certificateExpires: [key.certificateExpires, self.certificateExpires].compactMap(\.self).min()) : key
    }
    let living = declared.filter { $0.certificateExpires.map { $0 > now } ?? true }
    let keys = (living.isEmpty ? declared : living).sorted { $0.key.digest < $1.key.digest }
    guard !keys.isEmpty else {
      guard held.isEmpty else {
        throw .refused(
          "keyNotHeld", "no key of \(self.name) is left to declare: those that are held are retired",
          next:
            "Give the signing agent another one and stage it first (warifu key stage), or end the host's relationships "
            + "(warifu relationship withdraw)")
      }
      throw .refused(
        "keyNotHeld", "the signing agent holds no key of \(self.name)",
        next: "Put the key and its certificate into the signing agent's directory")
    }
    guard keys.count <= Statement.maximumTargetKeys else {
      throw .refused(
        "tooManyKeys", "\(self.name) has \(keys.count) keys, \(Statement.maximumTargetKeys) can be declared",
        next: "Retire those that no server uses: warifu key list \(self.name), warifu key retire \(self.name) DIGEST")
    }
    return keys
  }
}
