import Declarations

/// Something that ends.
package struct Expiry: Hashable, Sendable {
  package enum What: String, Hashable, Sendable, Codable, CaseIterable {
    /// A web server's TLS certificate.
    case certificate
    /// The DNSSEC signature over a relationship's records, on one server.
    case signature
    /// The half that ends first.
    case declaration
    /// An agent's certificate, this one's or a partner's.
    case agentCertificate
  }

  package let what: What
  /// A host, a pair, an organization.
  package let subject: String
  /// For a signature.
  package let server: String?
  /// Unix seconds.
  package let at: Int64
  /// With how many seconds left somebody is late.
  package let margin: Int64

  package init(_ what: What, of subject: String, server: String? = nil, at: Int64, margin: Int64) {
    self.what = what
    self.subject = subject
    self.server = server
    self.at = at
    self.margin = margin
  }

  /// Nil where the host showed no valid certificate.
  package init?(certificateOf host: HostSight) {
    guard let end = host.certificateExpires else { return nil }
    self.init(.certificate, of: host.host.description, at: end, margin: Self.certificateMargin)
  }

  /// Certificates of 47 days are renewed with a third of that left.
  package static let certificateMargin: Int64 = 7 * 86_400
  /// Halves of two weeks are renewed with a week left.
  package static let declarationMargin: Int64 = 2 * 86_400
  /// Partners must be told before.
  package static let agentCertificateMargin: Int64 = 30 * 86_400

  package func isSoon(at now: Int64) -> Bool { self.at - now <= self.margin }
}
