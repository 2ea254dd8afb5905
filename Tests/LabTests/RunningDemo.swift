import Foundation
import Lab
import Loopback
import Testing

/// `warifu demo --keep --json`, as its own process, once its world stands.
struct RunningDemo {
  let process: ChildProcess
  /// The document that it printed.
  let report: DemoDocument
  /// The path of its `world.json`.
  let worldFile: String
  private let ownFolder: TemporaryFolder

  var worldFolder: String { String(self.worldFile.dropLast("/world.json".count)) }

  func world() throws -> WorldDescription {
    let data = try #require(FileManager.default.contents(atPath: self.worldFile))
    return try JSONDecoder().decode(WorldDescription.self, from: data)
  }

  static func start() async throws -> RunningDemo {
    let programs = try BuiltPrograms.find()
    let folder = try TemporaryFolder()
    let output = folder.file("demo.log")
    let process = try ChildProcess(
      programs.warifu, ["demo", "--keep", "--json", "--trials", "3"], outputPath: output)
    try await process.waitUntilReady(deadline: .seconds(120)) { Self.worldFile(in: output) != nil }
    let text = try folder.read("demo.log")
    let end = try #require(text.range(of: "\n}\n"))
    let report = try JSONDecoder().decode(DemoDocument.self, from: Data(text[..<end.upperBound].utf8))
    return RunningDemo(
      process: process, report: report, worldFile: try #require(Self.worldFile(in: output)), ownFolder: folder)
  }

  private static func worldFile(in output: String) -> String? {
    let text = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
    return text.firstMatch(of: /\/tmp\/warifu-[A-Za-z0-9]+\/world\.json/).map { String($0.output) }
  }
}
