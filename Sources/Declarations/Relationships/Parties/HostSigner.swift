package import Declarations
package import TLSKeys

/// The signing agent beside a web server, as registration sees it.
package protocol HostSigner: Sendable {
  /// The TLS keys the signing agent holds for a host.
  func keys(of host: HostName) async throws(StepFailure) -> [HostKey]
  /// Signs a statement by its signer's key.
  func sign(_ statement: Statement) async throws(StepFailure) -> [UInt8]
}

/// One TLS key of a host.
package struct HostKey: Hashable, Sendable {
  package let key: PublicKey
  /// When the certificate beside it ends, Unix seconds; nil when that is not known.
  package let certificateExpires: Int64?

  package init(key: PublicKey, certificateExpires: Int64?) {
    self.key = key
    self.certificateExpires = certificateExpires
  }
}
