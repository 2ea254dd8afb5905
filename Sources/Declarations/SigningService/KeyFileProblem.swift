/// A file among the keys that cannot be used, in words that name it and never quote it.
package struct KeyFileProblem: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String
}
