import Foundation
import Loopback
import Testing

@testable import SigningService

@Suite("The log of signatures")
struct SigningLogTests {
  @Test("belongs to its owner alone, and only grows")
  func grows() throws {
    let fixture = try SignerFixture()
    for _ in 0..<2 {
      let agent = try fixture.agent()
      _ = try agent.sign(fixture.request(), caller: .user(0))
    }
    #expect(try fixture.log().count == 2)
    let mode = try FileManager.default.attributesOfItem(atPath: fixture.folder.file("signer.log"))[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test("may be rotated away: the next line begins a new file")
  func rotation() throws {
    let fixture = try SignerFixture()
    let agent = try fixture.agent()
    _ = try agent.sign(fixture.request(), caller: .user(0))
    try FileManager.default.moveItem(
      atPath: fixture.folder.file("signer.log"), toPath: fixture.folder.file("signer.log.1"))
    _ = try agent.sign(fixture.request(), caller: .user(0))
    #expect(try fixture.log().count == 1)
    #expect(try fixture.folder.read("signer.log.1").split(separator: "\n").count == 1)
  }

  @Test("that cannot be written means that nothing is signed")
  func unwritable() throws {
    let fixture = try SignerFixture()
    let agent = try fixture.agent()
    let path = fixture.folder.file("signer.log")
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect { try agent.sign(fixture.request(), caller: .user(0)) } throws: {
      ($0 as? SigningRefusal)?.code == "logUnwritable"
    }
    try FileManager.default.removeItem(atPath: path)
    _ = try agent.sign(fixture.request(), caller: .user(0))
    #expect(try fixture.log().count == 1)
  }

  @Test("that is full means that nothing is signed", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func full() throws {
    let fixture = try SignerFixture()
    try FileManager.default.createSymbolicLink(
      atPath: fixture.folder.file("signer.log"), withDestinationPath: "/dev/full")
    #expect(throws: SigningLogError.self) { try fixture.agent() }
  }

  @Test("that others may read is refused at the start")
  func readable() throws {
    let fixture = try SignerFixture()
    try fixture.folder.write("", to: "signer.log", mode: 0o644)
    #expect { try fixture.agent() } throws: { "\($0)".contains("chmod 600") }
  }
}
