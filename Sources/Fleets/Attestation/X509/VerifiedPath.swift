import Crypto
import TLSKeys

/// CAs that were found to lead from a pinned root to the last one, at every moment in which all of them hold.
///
/// Servers of a fleet share their upper CAs: a path is verified once and remembered by its ``digest``.
public struct VerifiedPath: Sendable {
  /// SHA-256 over the digests of the certificates, root first.
  public let digest: [UInt8]
  /// Unix seconds between which every CA holds, both included.
  public let notBefore: Int64
  public let notAfter: Int64
  let last: X509Certificate
  /// How many CAs may follow; nil for any number.
  let pathLength: Int?

  /// What a path of these CAs, root first, is known by: ``digest``.
  public static func digest(of cas: [X509Certificate]) -> [UInt8] {
    Self.digest(ofDigests: cas.map(\.digest))
  }

  /// The same, from the SHA-256 of each certificate, so that a known path need not be read.
  static func digest(ofDigests digests: [[UInt8]]) -> [UInt8] { Array(SHA256.hash(data: digests.flatMap(\.self))) }

  /// Verifies CAs, root first, each signed by the one before. Whoever calls has compared the root with a pin. Times are not
  /// judged here.
  ///
  /// - Parameter rootIsPinnedByKey: the pin was of the root's key and not of the whole certificate, so that the rest of the
  ///   certificate is true only if that key signed it.
  /// - Throws: ``EvidenceError`` *bad-chain*.
  init(root: X509Certificate, rootIsPinnedByKey: Bool = false, then cas: [X509Certificate]) throws(EvidenceError) {
    guard !rootIsPinnedByKey || root.isSigned(by: root.key) else {
      throw EvidenceError(.badChain, "x509.root-signature", "\(root.name) was not signed by its own key")
    }
    try Self.understand(root)
    var pathLength = try Self.pathLength(after: root, remaining: nil)
    var last = root
    for ca in cas {
      if let remaining = pathLength, remaining < 1 {
        throw EvidenceError(
          .badChain, "x509.path-length", "\(last.name) may not have another CA below it, \(ca.name) is one")
      }
      try Self.link(last, ca)
      pathLength = try Self.pathLength(after: ca, remaining: pathLength.map { $0 - 1 })
      last = ca
    }
    let all = [root] + cas
    self.digest = Self.digest(of: all)
    self.notBefore = all.map(\.notBefore).max() ?? root.notBefore
    self.notAfter = all.map(\.notAfter).min() ?? root.notAfter
    self.last = last
    self.pathLength = pathLength
  }

  /// Checks that the last CA issued this leaf, and that it and all above hold at `now`, Unix seconds.
  func admit(_ leaf: X509Certificate, now: Int64) throws(EvidenceError) {
    try self.admit(leaf)
    try self.hold(with: leaf, at: now)
  }

  /// Checks that the last CA issued this leaf, whatever the time.
  ///
  /// - Throws: ``EvidenceError`` *bad-chain*.
  func admit(_ leaf: X509Certificate) throws(EvidenceError) {
    if leaf.extensions.basicConstraints?.isCA == true {
      throw EvidenceError(.badChain, "x509.leaf-is-ca", "\(leaf.name) is a CA and may not sign evidence")
    }
    if let usage = leaf.extensions.keyUsage, !usage.signsData {
      throw EvidenceError(.badChain, "x509.leaf-usage", "\(leaf.name) may not sign data")
    }
    try Self.link(self.last, leaf)
  }

  /// Checks that this leaf and every CA above it hold at `now`, Unix seconds.
  ///
  /// - Throws: ``EvidenceError`` *expired*.
  func hold(with leaf: X509Certificate, at now: Int64) throws(EvidenceError) {
    guard now >= self.notBefore, now <= self.notAfter else {
      throw EvidenceError(
        .expired, "x509.ca-validity",
        "the CAs above \(leaf.name) all hold from \(TimeText.utc(self.notBefore)) to \(TimeText.utc(self.notAfter)), not at \(TimeText.utc(now))"
      )
    }
    guard now >= leaf.notBefore, now <= leaf.notAfter else {
      throw EvidenceError(
        .expired, "x509.leaf-validity",
        "\(leaf.name) holds from \(TimeText.utc(leaf.notBefore)) to \(TimeText.utc(leaf.notAfter)), not at \(TimeText.utc(now))"
      )
    }
  }

  private static func link(_ issuer: X509Certificate, _ subject: X509Certificate) throws(EvidenceError) {
    guard subject.issuer == issuer.subject else {
      throw EvidenceError(.badChain, "x509.issuer", "\(subject.name) was not issued by \(issuer.name)")
    }
    try Self.understand(subject)
    guard subject.isSigned(by: issuer.key) else {
      throw EvidenceError(.badChain, "x509.signature", "the signature of \(subject.name) is not \(issuer.name)'s")
    }
  }

  private static func understand(_ certificate: X509Certificate) throws(EvidenceError) {
    if let unknown = certificate.extensions.unknownCritical.first {
      throw EvidenceError(
        .badChain, "x509.critical-extension", "\(certificate.name) has the critical extension \(unknown)")
    }
  }

  /// How many CAs may follow one, which must be a CA itself.
  private static func pathLength(after ca: X509Certificate, remaining: Int?) throws(EvidenceError) -> Int? {
    guard let constraints = ca.extensions.basicConstraints, constraints.isCA else {
      throw EvidenceError(.badChain, "x509.not-a-ca", "\(ca.name) is no CA")
    }
    guard ca.extensions.keyUsage?.signsCertificates == true else {
      throw EvidenceError(.badChain, "x509.ca-usage", "\(ca.name) may not sign certificates")
    }
    return [remaining, constraints.pathLength].compactMap(\.self).min()
  }
}
