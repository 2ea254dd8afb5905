import Foundation
import Loopback
import Testing

@testable import LocalLink

@Suite("A local socket")
struct LocalSocketTests {
  @Test("is taken over from a process that was killed, not from one that listens, and no other file is removed")
  func takeOver() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sock")
    let left = try LocalSocket.listen(at: path, for: geteuid())
    #expect { try LocalSocket.listen(at: path, for: geteuid()) } throws: {
      "\($0)".contains("another process listens there")
    }
    close(left.descriptor)
    let next = try LocalSocket.listen(at: path, for: geteuid())
    left.remove()
    #expect(FileManager.default.fileExists(atPath: path), "the name is the next process's now")
    next.remove()
    #expect(!FileManager.default.fileExists(atPath: path))
    close(next.descriptor)

    try folder.write("mine", to: "a.sock")
    #expect { try LocalSocket.listen(at: path, for: geteuid()) } throws: { "\($0)".contains("is no socket") }
    #expect(try folder.read("a.sock") == "mine")
  }

  @Test("is for its owner alone from the first moment")
  func mode() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sock")
    let socket = try LocalSocket.listen(at: path, for: geteuid())
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    socket.remove()
    close(socket.descriptor)
  }

  @Test("is never another file that somebody put in its place: no link is followed")
  func exchanged() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "victim", mode: 0o644)
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("a.sock"), withDestinationPath: folder.file("victim"))
    #expect(throws: LocalSocketError.self) { try SocketName(of: folder.file("a.sock")) }
    let socket = try LocalSocket.listen(at: folder.file("real.sock"), for: geteuid())
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link.sock"), withDestinationPath: folder.file("real.sock"))
    #expect(throws: LocalSocketError.self) { try SocketName(of: folder.file("link.sock")) }
    chmod(folder.file("real.sock"), 0o666)
    #expect(throws: LocalSocketError.self) { try SocketName(of: folder.file("real.sock")) }
    close(socket.descriptor)
  }

  @Test("is given to another user as it was opened", .enabled(if: geteuid() == 0, "needs root to give files away"))
  func given() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sock")
    let socket = try LocalSocket.listen(at: path, for: geteuid())
    let name = try SocketName(of: path)
    try FileManager.default.moveItem(atPath: path, toPath: folder.file("moved.sock"))
    try folder.write("mine", to: "a.sock")
    try name.give(to: 54_321)
    func owner(_ name: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: folder.file(name))[.ownerAccountID] as? Int
    }
    #expect(try owner("a.sock") == 0)
    #expect(try owner("moved.sock") == 54_321)
    close(socket.descriptor)
  }

  @Test("says what its path may be", arguments: ["", "/tmp/" + String(repeating: "x", count: 120), "/nowhere/a.sock"])
  func path(path: String) {
    #expect(throws: LocalSocketError.self) { try LocalSocket.listen(at: path, for: geteuid()) }
  }
}
