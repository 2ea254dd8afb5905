/// The TLS public keys that both hosts of a relationship declare in one round, as SubjectPublicKeyInfo DER.
package struct HostKeys: Hashable, Sendable {
  /// Without duplicates, in ascending order of their SHA-256 digests, 1 to 16; empty while they are not known.
  package var origin: [[UInt8]]
  package var destination: [[UInt8]]

  package init(origin: [[UInt8]] = [], destination: [[UInt8]] = []) {
    self.origin = origin
    self.destination = destination
  }

  package var areKnown: Bool { !self.origin.isEmpty && !self.destination.isEmpty }
}
