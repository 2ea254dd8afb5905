import TLSKeys

/// Something ends soon, and should have been replaced by now.
package struct ExpiryNotice: Hashable, Sendable, Codable {
  package let what: Expiry.What
  /// A host, a pair of hosts, an organization.
  package let subject: String
  /// For a signature: on which server, `192.0.2.1:53`.
  package let server: String?
  /// RFC 3339, UTC.
  package let expires: String

  package init(_ expiry: Expiry) {
    self.what = expiry.what
    self.subject = expiry.subject
    self.server = expiry.server
    self.expires = TimeText.utc(expiry.at)
  }
}
