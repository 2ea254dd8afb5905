import Foundation
import Testing

@testable import Loopback

@Suite("Temporary folders") struct TemporaryFolderTests {
  private func mode(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  @Test("A folder is private, short enough for sockets, and vanishes with what it contains")
  func closes() throws {
    let folder = try TemporaryFolder()
    #expect(folder.path.utf8.count < 32)
    #expect(try mode(folder.path) == 0o700)
    try folder.makeFolder("a/b")
    try folder.write("text", to: "a/b/c", mode: 0o600)
    #expect(try folder.read("a/b/c") == "text")
    #expect(try mode(folder.file("a/b/c")) == 0o600)
    folder.close()
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test("A forgotten folder vanishes too")
  func forgotten() throws {
    var folder: TemporaryFolder? = try TemporaryFolder()
    let path = try #require(folder?.path)
    #expect(FileManager.default.fileExists(atPath: path))
    folder = nil
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("A file that cannot be read is named")
  func missing() throws {
    let folder = try TemporaryFolder()
    #expect(throws: FolderError(path: folder.file("x"), reason: "it cannot be read")) { try folder.read("x") }
  }
}
