package import Declarations
package import TLSKeys

/// The half the initiator wants from the other side.
package struct CountersignRequest: Hashable, Sendable {
  package let signer: HostName
  package let target: HostName
  /// Unix seconds.
  package let notBefore: Int64
  /// Unix seconds.
  package let expires: Int64
  package let targetKeys: [KeyDigest]
  /// Which of the signer's keys shall sign; empty means all.
  package let signerKeys: [KeyDigest]

  package init(
    signer: HostName, target: HostName, notBefore: Int64, expires: Int64, targetKeys: [KeyDigest],
    signerKeys: [KeyDigest]
  ) {
    self.signer = signer
    self.target = target
    self.notBefore = notBefore
    self.expires = expires
    self.targetKeys = targetKeys
    self.signerKeys = signerKeys
  }
}
