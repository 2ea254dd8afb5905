package import Declarations

/// What a host showed in one TLS handshake.
package struct HostSight: Hashable, Sendable {
  package let host: HostName
  /// When, Unix seconds.
  package let at: Int64
  /// The key of a valid certificate, or why there is none.
  package let end: HopEnd
  /// When that certificate ends, Unix seconds; nil where there is none.
  package let certificateExpires: Int64?

  package init(host: HostName, at: Int64, end: HopEnd, certificateExpires: Int64?) {
    self.host = host
    self.at = at
    self.end = end
    self.certificateExpires = certificateExpires
  }
}
