import Foundation
import Lab
import Loopback
import Testing

/// What people see, as pictures in `.build/screenshots` for people to look at; here only what a program can judge.
@Suite(
  "What people see", .enabled(if: BrowserWorld.isPossible, BrowserWorld.reason),
  .enabled(if: BrowserWorld.isWhole, BrowserWorld.partly), .serialized, .timeLimit(.minutes(5)), .inBrowser)
struct ScreenshotTests {
  private static let folder = SourceTree.root.appendingPathComponent(".build/screenshots")

  private func keep(_ picture: [UInt8], _ name: String) throws {
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
    try Data(picture).write(to: Self.folder.appendingPathComponent("\(name).png"))
  }

  private func speak(_ language: String, _ firefox: Firefox) async throws {
    try await firefox.visit(try await firefox.extensionURL("settings/settings.html"))
    try await firefox.wait(for: "the settings") {
      try await firefox.run("return document.querySelectorAll('#state li').length > 0")
    }
    let _: Bool = try await firefox.run(
      "document.getElementById('language').value = arguments[0]; document.querySelector('#form button').click(); return true",
      [language])
    try await firefox.wait(for: "the language") {
      try await firefox.run(
        "return document.documentElement.lang === arguments[0] && document.getElementById('saved').textContent !== ''",
        [language])
    }
  }

  @Test("is there in two languages, in light and in dark", arguments: ["light", "dark"], ["en", "ja"])
  func pictures(scheme: String, language: String) async throws {
    let browsing = try BrowserWorld.started()
    let override = ["layout.css.prefers-color-scheme.content-override": scheme == "dark" ? "0" : "1"]
    try await browsing.withAnother(preferences: override) { firefox in
      try await self.speak(language, firefox)
      try self.keep(try await firefox.screenshot(), "settings-\(scheme)-\(language)")

      try await firefox.visit(browsing.world.url(.shop, "/checkout"))
      try await firefox.waitUntil(at: browsing.world.url(.secure3D, "/"))
      try await firefox.wait(for: "the badge") { try await firefox.badge() == "✓2" }
      try self.keep(try await firefox.windowScreenshot(), "badge-good-\(scheme)-\(language)")
      try await firefox.popup { try self.keep(try await firefox.screenshot(), "popup-good-\(scheme)-\(language)") }

      try await firefox.visit(browsing.world.url(.shop, "/instalments"))
      try await firefox.waitUntilStopped()
      try self.keep(try await firefox.screenshot(), "stopped-key-\(scheme)-\(language)")
      try await firefox.popup { try self.keep(try await firefox.screenshot(), "popup-bad-\(scheme)-\(language)") }

      try await firefox.visit(browsing.world.url(.shop, "/offer"))
      try await firefox.waitUntilStopped()
      let text: String = try await firefox.run("return document.body.innerText")
      #expect(text.contains(language == "ja" ? "前のページに戻る" : "Go back"))
      try await firefox.click("#details summary")
      try self.keep(try await firefox.screenshot(), "stopped-details-\(scheme)-\(language)")
      try self.keep(try await firefox.windowScreenshot(), "badge-bad-\(scheme)-\(language)")

      let path = Way.frame.lay(
        from: .shop, to: browsing.world.url(.stray, "/pay"), on: browsing.world.web,
        tag: "picture-\(scheme)-\(language)")
      try await firefox.visit(browsing.world.url(.shop, path))
      try await firefox.wait(for: "the badge") { try await firefox.badge() == "!" }
      try await Task.sleep(for: .milliseconds(500))
      try self.keep(try await firefox.screenshot(), "stopped-frame-\(scheme)-\(language)")
    }
  }
}
