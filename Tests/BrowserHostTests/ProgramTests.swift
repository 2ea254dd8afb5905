import BrowserHost
import Foundation
import Loopback
import Testing

@Suite("The program that a browser starts", .timeLimit(.minutes(1)))
struct ProgramTests {
  private static let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("warifu-browser-host").path

  private func run(
    _ input: [UInt8], in folder: TemporaryFolder
  ) async throws -> (code: Loopback.ExitStatus, replies: [[String: Any]], errors: String) {
    let file = folder.file("input")
    try Data(input).write(to: URL(fileURLWithPath: file))
    let result = try await Command.run(
      "/bin/sh", ["-c", "'\(Self.program)' < '\(file)' > '\(folder.file("output"))'"],
      environment: [
        "PATH": "/usr/bin:/bin", "HOME": folder.path, "XDG_CONFIG_HOME": folder.file("config"),
        "XDG_STATE_HOME": folder.file("state"),
      ], deadline: .seconds(20))
    var frames = FrameBuffer()
    frames.append(try Data(contentsOf: URL(fileURLWithPath: folder.file("output"))))
    var replies: [[String: Any]] = []
    while case .message(let message)? = frames.next() {
      replies.append(try #require(try JSONSerialization.jsonObject(with: Data(message)) as? [String: Any]))
    }
    return (result.status, replies, result.errors)
  }

  @Test("answers every message, bad ones with an error, and ends when the browser does")
  func frames() async throws {
    let folder = try TemporaryFolder()
    defer { folder.close() }
    let input =
      FrameBuffer.frame(Array("no JSON".utf8))
      + FrameBuffer.frame([UInt8](repeating: 0x20, count: FrameBuffer.longest + 1))
      + FrameBuffer.frame(Array(#"{"v":1,"id":1,"type":"nothing"}"#.utf8)) + [1, 2]
    let (code, replies, errors) = try await self.run(input, in: folder)
    #expect(code == .exited(0))
    #expect(Set(replies.compactMap { $0["code"] as? String }) == ["notJSON", "tooLong", "unknownType"])
    #expect(replies.count == 3)
    #expect(errors.isEmpty)
  }

  @Test("says in which file and line its settings are wrong")
  func settings() async throws {
    let folder = try TemporaryFolder()
    defer { folder.close() }
    for part in ["config", "config/warifu"] { try folder.makeFolder(part) }
    try folder.write("resolver:\n  path: nowhere\n", to: "config/warifu/browser.yaml")
    let (code, replies, errors) = try await self.run([], in: folder)
    #expect(code == .exited(2))
    #expect(replies.isEmpty)
    #expect(errors.contains("browser.yaml:2: resolver.path"))
  }

  @Test("leaves a memory that it cannot read as it is")
  func memory() async throws {
    let folder = try TemporaryFolder()
    defer { folder.close() }
    for part in ["state", "state/warifu", "state/warifu/browser"] { try folder.makeFolder(part) }
    try folder.write("damaged", to: "state/warifu/browser/policies.json")
    let (code, _, errors) = try await self.run([], in: folder)
    #expect(code == .exited(0))
    #expect(errors.contains("policies.json"))
    #expect(try folder.read("state/warifu/browser/policies.json") == "damaged")
  }
}
