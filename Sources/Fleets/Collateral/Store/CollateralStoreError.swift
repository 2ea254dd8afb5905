/// Why a store, or a file in it, could not be read or written.
package struct CollateralStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  package let path: String
  package let problem: String

  package var description: String { "\(self.path): \(self.problem)" }
}
