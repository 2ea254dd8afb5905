/// Why a file of lines cannot be written.
package struct LineFileError: Error, Hashable, Sendable, CustomStringConvertible {
  package let path: String
  /// As what follows the file's name: `cannot be opened: …`.
  package let reason: String

  package var description: String { "\(self.path): it \(self.reason)." }
}
