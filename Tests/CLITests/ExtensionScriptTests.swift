import Foundation
import Loopback
import Testing

@Suite("Scripts/extension", .timeLimit(.minutes(1)))
struct ExtensionScriptTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..").standardizedFileURL.path
  private static let words = "Extension/firefox/_locales/ja/messages.json"

  private let folder: TemporaryFolder

  /// A copy of what the script looks at.
  init() throws {
    self.folder = try TemporaryFolder()
    for part in ["Scripts/extension", "Sources/Agent/Settings/ProductVersion.swift", "Extension"] {
      try self.folder.makeFolder((part as NSString).deletingLastPathComponent)
      try FileManager.default.copyItem(atPath: "\(Self.root)/\(part)", toPath: self.folder.file(part))
    }
  }

  private func run(_ arguments: String...) async throws -> Command.Result {
    try await Command.run(
      self.folder.file("Scripts/extension"), arguments, environment: ["PATH": "/usr/bin:/bin"])
  }

  private func change(_ file: String, _ text: String, to other: String) throws {
    let before = try self.folder.read(file)
    #expect(before.contains(text))
    try self.folder.write(before.replacing(text, with: other), to: file)
  }

  @Test("packs the same octets each time, with nothing in them but the extension's files")
  func packs() async throws {
    let first = try await self.run()
    #expect(first.status == .exited(0) && first.output.contains("addons.mozilla.org"), "\(first.errors)")
    let names = first.output.split(separator: "\n").filter { $0.hasPrefix(".build/") }.map(String.init)
    #expect(names.contains { $0.hasSuffix(".xpi") })
    let before = names.map { FileManager.default.contents(atPath: self.folder.file($0)) }
    try self.folder.write("", to: "Extension/firefox/popup/.popup.js.swp")
    #expect(try await self.run().status == .exited(0))
    #expect(names.map { FileManager.default.contents(atPath: self.folder.file($0)) } == before)
  }

  @Test("finds a version that differs, and words that are missing in a language or in all")
  func checks() async throws {
    #expect(try await self.run("--check").status == .exited(0))
    try self.change("Extension/firefox/manifest.json", "\"version\": \"", to: "\"version\": \"9")
    try self.change(Self.words, "\"save\"", to: "\"safe\"")
    try self.change("Extension/firefox/popup/popup.js", "words.say(\"problemListener\")", to: "words.say(\"nobody\")")
    let outcome = try await self.run("--check")
    #expect(outcome.status == .exited(1))
    for part in [
      "firefox/manifest.json: version is 9", "ja: 'save' is missing", "en: 'safe' is missing",
      "en: 'nobody' is missing, which Extension/firefox/popup/popup.js says",
    ] { #expect(outcome.errors.contains(part), "\(part)") }
    #expect(!FileManager.default.fileExists(atPath: self.folder.file(".build")))
  }
}
