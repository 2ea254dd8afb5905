package import Attestation

extension EvidenceError {
  /// The message without what the libraries that read ASN.1 and keys say: that is for programmers.
  package var plainMessage: String {
    switch (self.kind, self.check) {
    case (.malformed, "x509.certificate"): "a certificate is torn, or is none"
    case (.malformed, "x509.public-key"): "the public key of a certificate cannot be read"
    default: self.message
    }
  }
}
