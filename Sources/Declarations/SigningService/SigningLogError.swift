/// Why the signing agent's log cannot be written. Without its line no signature is given.
package struct SigningLogError: Error, Hashable, Sendable, CustomStringConvertible {
  package let path: String
  package let reason: String

  package var description: String { "\(self.path): the log of signatures \(self.reason)." }
}
