import Foundation
import Loopback

/// A temporary folder with what these tests ask of it.
struct TestFolder {
  private let folder: TemporaryFolder

  init() throws { self.folder = try TemporaryFolder() }

  var path: String { self.folder.path }

  func write(_ text: String, to name: String) throws { _ = try self.folder.write(text, to: name) }

  func mode(of name: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: self.folder.file(name)))?[.posixPermissions] as? Int
  }
}
