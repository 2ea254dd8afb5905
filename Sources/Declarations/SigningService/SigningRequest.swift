import TLSKeys

/// What is asked to be signed, as it came: nothing of it has been looked at yet.
package struct SigningRequest: Hashable, Sendable {
  package var origin: String
  package var destination: String
  package var signer: String
  package var target: String
  /// Unix seconds.
  package var notBefore: Int64
  /// Unix seconds.
  package var expires: Int64
  package var targetKeys: [[UInt8]]
  package var key: [UInt8]

  package init(
    origin: String, destination: String, signer: String, target: String, notBefore: Int64, expires: Int64,
    targetKeys: [[UInt8]], key: [UInt8]
  ) {
    self.origin = origin
    self.destination = destination
    self.signer = signer
    self.target = target
    self.notBefore = notBefore
    self.expires = expires
    self.targetKeys = targetKeys
    self.key = key
  }

  /// The key to sign with, when the octets are a digest.
  var keyDigest: KeyDigest? { KeyDigest(octets: self.key) }
}
