/// A certificate that signs evidence, and the verified CAs that it was found to be issued by; times are judged at each use.
struct VerifiedLeaf: Sendable {
  let certificate: X509Certificate
  let path: VerifiedPath

  init(_ certificate: X509Certificate, below path: VerifiedPath) throws(EvidenceError) {
    try path.admit(certificate)
    self.certificate = certificate
    self.path = path
  }

  /// Unix seconds until which all of it holds.
  var notAfter: Int64 { min(self.certificate.notAfter, self.path.notAfter) }

  /// - Throws: *expired*, `x509.ca-validity` or `x509.leaf-validity`.
  func hold(at now: Int64) throws(EvidenceError) { try self.path.hold(with: self.certificate, at: now) }
}
