/// Why the signing agent cannot listen at its socket.
package struct SignerSocketError: Error, Hashable, Sendable, CustomStringConvertible {
  package let path: String
  package let reason: String
  package let next: String

  package var description: String { "\(self.path): \(self.reason). \(self.next)" }
}
