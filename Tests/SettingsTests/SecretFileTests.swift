import Foundation
import Secrets
import Testing

@Suite("A file with a secret")
struct SecretFileTests {
  @Test("is created for its owner alone and read back, and never overwritten")
  func create() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/agent.key"
    try SecretFile.create(path, content: Array("secret".utf8))
    #expect(try SecretFile.readText(path) == "secret")
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(throws: SecretFileError(path: path, kind: .exists)) { try SecretFile.create(path, content: []) }
  }

  @Test("that others may use is refused with the chmod to run", arguments: [0o640, 0o604, 0o620, 0o610])
  func loose(mode: Int) throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/tsig"
    try SecretFile.create(path, content: Array("secret".utf8))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    #expect { try SecretFile.read(path) } throws: { error in
      "\(error)".contains("Run: chmod 600 \(path)") && !"\(error)".contains("secret")
    }
  }

  @Test("may not be a folder, a FIFO, absent, too large or no text")
  func wrong() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(throws: SecretFileError(path: folder, kind: .notARegularFile)) { try SecretFile.read(folder) }
    let fifo = folder + "/fifo"
    #expect(mkfifo(fifo, 0o600) == 0)
    #expect(throws: SecretFileError(path: fifo, kind: .notARegularFile)) { try SecretFile.read(fifo) }
    #expect(throws: SecretFileError.self) { try SecretFile.read(folder + "/absent") }
    let large = folder + "/large"
    try SecretFile.create(large, content: [UInt8](repeating: 0x41, count: 101))
    #expect(throws: SecretFileError(path: large, kind: .tooLarge(limit: 100))) {
      try SecretFile.read(large, limit: 100)
    }
    let binary = folder + "/binary"
    try SecretFile.create(binary, content: [0xFF, 0xFE])
    #expect(throws: SecretFileError.self) { try SecretFile.readText(binary) }
  }

  @Test("that belongs to another user is refused", .enabled(if: geteuid() == 0, "needs root to give files away"))
  func foreign() throws {
    // Root may read anything; what is refused is a file that neither root nor this process's user owns.
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/foreign"
    try SecretFile.create(path, content: [0x41])
    #expect(chown(path, 65534, 65534) == 0)
    #expect(throws: SecretFileError(path: path, kind: .ownedByAnother(owner: 65534))) { try SecretFile.read(path) }
  }
}
