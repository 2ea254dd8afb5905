/// Why a partner's certificate file cannot be used.
package struct PartnerCertificateError: Error, Hashable, Sendable, CustomStringConvertible {
  package let path: String
  package let reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  package var description: String { "\(self.path): \(self.reason)." }
}
