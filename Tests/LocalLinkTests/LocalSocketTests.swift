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

  @Test("says what its path may be", arguments: ["", "/tmp/" + String(repeating: "x", count: 120), "/nowhere/a.sock"])
  func path(path: String) {
    #expect(throws: LocalSocketError.self) { try LocalSocket.listen(at: path, for: geteuid()) }
  }

  @Test("shows whether somebody listens, be he deaf, and says nothing there")
  func probe() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sock")
    #expect(!SocketProbe.isListening(at: path))
    let socket = try LocalSocket.listen(at: path, for: geteuid())
    // More than may wait to be answered.
    for _ in 0..<200 { #expect(SocketProbe.isListening(at: path)) }
    close(socket.descriptor)
    #expect(!SocketProbe.isListening(at: path))
    #expect(!SocketProbe.isListening(at: try folder.write("", to: "file")))
  }
}
