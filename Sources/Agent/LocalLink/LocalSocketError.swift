/// Why nothing can listen at a local socket.
package struct LocalSocketError: Error, Hashable, Sendable, CustomStringConvertible {
  package let path: String
  package let reason: String
  package let next: String

  package var description: String { "\(self.path): \(self.reason). \(self.next)" }
}
