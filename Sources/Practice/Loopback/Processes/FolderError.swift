/// A file or folder of a temporary folder that could not be made, written or read.
package struct FolderError: Error, Equatable, CustomStringConvertible {
  package let path: String
  package let reason: String

  package var description: String { "\(path): \(reason)" }
}
