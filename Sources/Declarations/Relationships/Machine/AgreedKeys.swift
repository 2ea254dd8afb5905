/// The TLS keys both sides have named to each other.
package struct AgreedKeys: Hashable, Sendable {
  /// SubjectPublicKeyInfo DER.
  package let origin: [UInt8]
  /// SubjectPublicKeyInfo DER.
  package let destination: [UInt8]
  /// The longest validity of a statement that the partner accepts and gives, seconds; nil where nothing limits it.
  package let maximumValidity: Int64?

  package init(origin: [UInt8], destination: [UInt8], maximumValidity: Int64?) {
    self.origin = origin
    self.destination = destination
    self.maximumValidity = maximumValidity
  }
}
