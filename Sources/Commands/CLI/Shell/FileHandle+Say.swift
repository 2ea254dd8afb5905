import Foundation

extension FileHandle {
  /// Writes text for whoever reads. A reader that has gone, as `head` does, is no reason to break off what is being done.
  func say(_ text: String) {
    try? self.write(contentsOf: Data(text.utf8))
  }
}
