/// The run itself could not go on: nothing is known about the programs then.
package struct SoakError: Error, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}
