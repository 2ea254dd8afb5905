import Foundation
import Loopback
import Testing

@testable import SigningService

@Suite("The log of signatures")
struct SigningLogTests {
  @Test("belongs to its owner alone, and only grows")
  func grows() async throws {
    let fixture = try SignerFixture()
    for _ in 0..<2 {
      let agent = try fixture.agent()
      _ = try await agent.sign(fixture.request(), caller: .user(0))
    }
    #expect(try fixture.log().count == 2)
    let mode = try FileManager.default.attributesOfItem(atPath: fixture.folder.file("signer.log"))[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test("may be rotated away: the next line begins a new file")
  func rotation() async throws {
    let fixture = try SignerFixture()
    let agent = try fixture.agent()
    _ = try await agent.sign(fixture.request(), caller: .user(0))
    try FileManager.default.moveItem(
      atPath: fixture.folder.file("signer.log"), toPath: fixture.folder.file("signer.log.1"))
    _ = try await agent.sign(fixture.request(), caller: .user(0))
    #expect(try fixture.log().count == 1)
    #expect(try fixture.folder.read("signer.log.1").split(separator: "\n").count == 1)
  }

  @Test("that cannot be written means that nothing is signed")
  func unwritable() async throws {
    let fixture = try SignerFixture()
    let agent = try fixture.agent()
    let path = fixture.folder.file("signer.log")
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    await #expect { try await agent.sign(fixture.request(), caller: .user(0)) } throws: {
      ($0 as? SigningRefusal)?.code == "logUnwritable"
    }
    try FileManager.default.removeItem(atPath: path)
    _ = try await agent.sign(fixture.request(), caller: .user(0))
    #expect(try fixture.log().count == 1)
  }

  @Test("never has a line glued to one that was written in part")
  func torn() async throws {
    let fixture = try SignerFixture()
    try fixture.folder.write("{\"time\":\"2026-09-21T14:1", to: "signer.log", mode: 0o600)
    let agent = try fixture.agent()
    for _ in 0..<2 { _ = try await agent.sign(fixture.request(), caller: .user(0)) }
    let lines = try fixture.folder.read("signer.log").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4 && lines[0] == "{\"time\":\"2026-09-21T14:1" && lines[3].isEmpty)
    for line in lines[1...2] {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?["outcome"] as? String == "signed")
    }
  }

  @Test("counts refusals of one kind beyond the tenth in a minute, and still has those of another kind")
  func throttled() async throws {
    let fixture = try SignerFixture()
    let (minute, isOver) = AsyncStream.makeStream(of: Never.self)
    let agent = try fixture.agent { _ in for await _ in minute {} }
    func refuse(_ count: Int, _ change: (inout SigningRequest) -> Void) async {
      var request = fixture.request()
      change(&request)
      for _ in 0..<count { _ = try? await agent.sign(request, caller: .user(0)) }
    }
    await refuse(50) { $0.signer = "nonsense" }
    await refuse(1) { $0.expires += 1 }
    _ = try await agent.sign(fixture.request(), caller: .user(0))
    #expect(
      try fixture.log().map { $0["code"] as? String ?? "signed" }
        == Array(repeating: "malformedRequest", count: 10) + ["validityTooLong", "signed"])
    isOver.finish()
    let end = ContinuousClock.now + .seconds(10)
    while try fixture.log().count < 13, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(5)) }
    let told = try #require(try fixture.log().last)
    #expect(told["outcome"] as? String == "refusalsLeftOut")
    #expect(told["code"] as? String == "malformedRequest" && told["count"] as? Int == 40)
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
