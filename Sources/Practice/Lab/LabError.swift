/// A world that could not be made, or a part of it that did not do what it must.
package struct LabError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
