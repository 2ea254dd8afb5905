package import TLSKeys

/// A public key the signing agent can sign with.
package struct SignerKey: Hashable, Sendable {
  package let key: PublicKey
  /// When the certificate in the key's file ends, Unix seconds; nil when there is none in it.
  package let certificateExpires: Int64?

  package init(key: PublicKey, certificateExpires: Int64?) {
    self.key = key
    self.certificateExpires = certificateExpires
  }
}
