/// Why a store was not restored. Nothing was changed then.
package struct RestoreRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// A word for programs, lower camel case.
  package let code: String
  package let message: String
  package let next: String

  package var description: String { self.next.isEmpty ? self.message : "\(self.message). \(self.next)" }
}
